import pMap from 'p-map';
import { z } from 'zod';
import type { ModuleSystem } from '../user-programs.ts';
import { exportsSchema, type RunTimeExports } from './exports.ts';
import { type Failure, failureSchema, missingModule } from './failure.ts';
import type { UserFolder } from './user-folder.ts';

/** A module to load, as a user names it. */
export interface Loadable {
  readonly specifier: string;
  readonly isJson: boolean;
}

/** What came of loading a module: one of the two. */
export interface Outcome {
  readonly failure?: Failure | undefined;
  readonly exports?: RunTimeExports | undefined;
}

/** What came of each module, by specifier. */
export type Loaded = ReadonlyMap<string, Outcome>;

const lineSchema = z.union([
  z.object({ finished: z.literal(true) }),
  z.object({ specifier: z.string(), begun: z.literal(true) }),
  z.object({ specifier: z.string(), failure: failureSchema }),
  z.object({ specifier: z.string(), exports: exportsSchema }),
]);

/**
 * Loads modules by `import` or `require` in a user's project, all of them in one process. One that fails there is
 * loaded again in a process of its own, since those before it may have left something behind; where one ends the
 * process, all are.
 */
export async function loadModules(
  user: UserFolder,
  system: ModuleSystem,
  modules: readonly Loadable[],
): Promise<Loaded> {
  if (modules.length === 0) return new Map();
  const { loaded, ended } = await loadTogether(user, system, modules);
  const again = modules.filter(({ specifier }) => {
    const failure = loaded.get(specifier)?.failure;
    return ended !== undefined || (failure !== undefined && missingModule(failure) === undefined);
  });
  if (modules.length === 1 || again.length === 0)
    return ended === undefined
      ? loaded
      : new Map(modules.map(({ specifier }) => [specifier, { failure: endOf(ended) }]));
  const alone = await pMap(again, (module) => loadModules(user, system, [module]), { concurrency: 2 });
  return new Map([...loaded, ...alone.flatMap((one) => [...one])]);
}

/** Loads one module in a worker thread of Node.js. */
export async function loadInThread(
  user: UserFolder,
  system: ModuleSystem,
  module: Loadable,
): Promise<Failure | undefined> {
  const { loaded, ended } = await loadTogether(user, system, [module], 'load-in-thread.mjs');
  return ended === undefined ? loaded.get(module.specifier)?.failure : endOf(ended);
}

async function loadTogether(
  user: UserFolder,
  system: ModuleSystem,
  modules: readonly Loadable[],
  program = 'load-modules.mjs',
): Promise<{ readonly loaded: Loaded; readonly ended: string | undefined }> {
  const { output, failure } = await user.runProgram({ program, args: [system], input: modules });
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const loaded = new Map<string, Outcome>();
  for (const line of lines) if ('specifier' in line && !('begun' in line)) loaded.set(line.specifier, line);
  const isFinished = lines.some((line) => 'finished' in line);
  return { loaded, ended: isFinished ? undefined : (failure ?? 'exit code 0') };
}

function endOf(how: string): Failure {
  return { name: 'Error', message: `it ends the process that loads it: ${how}`, stack: '' };
}
