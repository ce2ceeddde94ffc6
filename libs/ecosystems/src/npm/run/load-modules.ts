import pMap from 'p-map';
import { z } from 'zod';
import type { ModuleSystem } from '../user-programs.ts';
import { exportsSchema, type RunTimeExports } from './exports.ts';
import { describeFailure, type Failure, failureSchema } from './failure.ts';
import type { UserFolder } from './user-folder.ts';

/** A module to load, by the specifier that users import. */
export interface Loadable {
  readonly specifier: string;
  readonly isJson: boolean;
}

/** The result of loading a module: one of the two. */
export interface Outcome {
  readonly failure?: Failure | undefined;
  readonly exports?: RunTimeExports | undefined;
}

/** The result for each module, by specifier. */
export type Loaded = ReadonlyMap<string, Outcome>;

const lineSchema = z.union([
  z.object({ finished: z.literal(true) }),
  z.object({ crash: failureSchema }),
  z.object({ specifier: z.string(), begun: z.literal(true) }),
  z.object({ specifier: z.string(), failure: failureSchema }),
  z.object({ specifier: z.string(), exports: exportsSchema }),
]);

/**
 * Loads modules by `import` or `require` in a user's project, as many as possible in one process. A module that fails
 * there is loaded again in its own process, because modules before it may have left something behind.
 */
export async function loadModules(
  user: UserFolder,
  system: ModuleSystem,
  modules: readonly Loadable[],
): Promise<Loaded> {
  const loaded = new Map<string, Outcome>();
  for (let rest = modules; rest.length > 0; ) {
    const batch = await loadTogether(user, system, rest);
    for (const [specifier, outcome] of batch.loaded) loaded.set(specifier, outcome);
    if (batch.ended === undefined) break;
    const begun = rest.slice(0, batch.begun);
    for (const [specifier, outcome] of await findEnding(user, system, begun, batch.ended))
      loaded.set(specifier, outcome);
    rest = rest.slice(batch.begun);
  }
  if (modules.length === 1) return loaded;
  const doubtful = modules.filter(({ specifier }) => {
    const failure = loaded.get(specifier)?.failure;
    return failure !== undefined && !isCertain(failure);
  });
  return new Map([...loaded, ...(await loadAlone(user, system, doubtful))]);
}

/** Finds the module that ended the process: the last one, or one that left behind something which ended it later. */
async function findEnding(
  user: UserFolder,
  system: ModuleSystem,
  begun: readonly Loadable[],
  how: string,
): Promise<Loaded> {
  const last = begun.at(-1);
  // No module had started to load: the cause is another one.
  if (last === undefined) throw new Error(how);
  if (begun.length === 1) return new Map([[last.specifier, { failure: endOf(how) }]]);
  const alone = await loadTogether(user, system, [last]);
  if (alone.ended === undefined) return loadAlone(user, system, begun);
  return new Map([[last.specifier, { failure: endOf(alone.ended) }]]);
}

async function loadAlone(
  user: UserFolder,
  system: ModuleSystem,
  modules: readonly Loadable[],
): Promise<Loaded> {
  const each = await pMap(modules, (module) => loadModules(user, system, [module]), { concurrency: 2 });
  return new Map(each.flatMap((one) => [...one]));
}

/** Whether a failure does not depend on modules loaded before: Node.js reports it, or a name is missing. */
function isCertain({ name, code = '' }: Failure): boolean {
  return code.startsWith('ERR_') || code === 'MODULE_NOT_FOUND' || /^(Reference|Syntax)Error$/.test(name);
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

interface Batch {
  readonly loaded: Loaded;
  /** The number of modules, from the first, that the process has started to load. */
  readonly begun: number;
  /** How the process ended; undefined if it loaded all modules. */
  readonly ended: string | undefined;
}

async function loadTogether(
  user: UserFolder,
  system: ModuleSystem,
  modules: readonly Loadable[],
  program = 'load-modules.mjs',
): Promise<Batch> {
  const { output, failure } = await user.runProgram({ program, args: [system], input: modules });
  const lines = output
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  const loaded = new Map<string, Outcome>();
  for (const line of lines) if ('specifier' in line && !('begun' in line)) loaded.set(line.specifier, line);
  const begun = lines.filter((line) => 'begun' in line).length;
  if (lines.some((line) => 'finished' in line)) return { loaded, begun, ended: undefined };
  const crash = lines.find((line) => 'crash' in line);
  return { loaded, begun, ended: crash ? describeFailure(crash.crash) : (failure ?? 'exit code 0') };
}

/** Derives why a module ended its process from how the process ended. */
function endOf(how: string): Failure {
  const [, code] = /exited with (\d+)/.exec(how) ?? [];
  const message =
    // @see https://nodejs.org/api/process.html#exit-codes
    code === '13'
      ? 'its top-level await never settles'
      : `it ends the process that loads it: ${code === undefined ? how.split('\n', 1)[0] : `exit code ${code}`}`;
  return { name: 'Error', message, stack: '' };
}
