// The program of every runtime input: `node print.mjs <what> <of what> …`, from the workspace's root. It prints the result
// of the file here that bears the name <what>.

import { useCompileCache } from '../compile-cache.mjs';

const workspaceRoot = process.cwd();
useCompileCache(workspaceRoot);
const [what, ...of] = process.argv.slice(2);
const { default: find } = await import(`./${what}.ts`);
console.log(await find(workspaceRoot, ...of));
