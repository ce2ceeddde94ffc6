// What a runtime input calls, `node print.ts <what> <project>`, from the workspace's root: prints what the file of that
// name here finds on the disk now.

import { useCompileCache } from '../compile-cache.ts';

const workspaceRoot = process.cwd();
useCompileCache(workspaceRoot);
const [what = '', project = ''] = process.argv.slice(2);
const { default: find }: { default: (workspaceRoot: string, project: string) => Promise<string> } =
  await import(`./${what}.ts`);
console.log(await find(workspaceRoot, project));
