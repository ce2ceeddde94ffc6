// What a runtime input calls, `node print.mjs <what> <of what> …`, from the workspace's root: prints what the file of that
// name here finds on the disk now.

import { useCompileCache } from '../compile-cache.mjs';

const workspaceRoot = process.cwd();
useCompileCache(workspaceRoot);
const [what, ...of] = process.argv.slice(2);
const { default: find } = await import(`./${what}.ts`);
console.log(await find(workspaceRoot, ...of));
