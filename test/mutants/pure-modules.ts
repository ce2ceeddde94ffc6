import { existsSync } from 'node:fs';
import path from 'node:path';
import { importsUnder } from '../structure/imports.ts';

/** A module that only computes, and the test beside it. Both are paths from the workspace's root. */
export interface PureModule {
  readonly file: string;
  readonly test: string;
}

/** What leads out of the process. */
const OUTSIDE = /^(node:(fs|child_process|net|tls|https?|sqlite|worker_threads)(\/|$)|execa$)/;

/**
 * The modules that have a test beside them, where neither of the two reaches files, processes or the network itself, or by
 * what it tests with.
 */
export async function pureModules(root: string): Promise<PureModule[]> {
  const imports = Map.groupBy(await importsUnder(root, ['libs', 'tools']), ({ file }) => file);
  const reachesOut = (file: string): boolean =>
    (imports.get(file) ?? []).some(
      ({ from }) => OUTSIDE.test(from) || (from.includes('/testing/') && reachesOut(from)),
    );
  return [...imports.keys()]
    .filter((file) => file.endsWith('.test.ts'))
    .map((test) => ({ test, file: test.replace(/\.test\.ts$/, '.ts') }))
    .filter(({ file, test }) => existsSync(path.join(root, file)) && !reachesOut(file) && !reachesOut(test));
}
