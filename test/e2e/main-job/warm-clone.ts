import { stat } from 'node:fs/promises';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { afterAll, beforeAll } from 'vitest';
import { type Clone, cloneWorkspace } from '../clone.ts';
import { type NpmStartEnd, npmStart } from '../npm-start.ts';
import { secretsAmong, sourcedVariables } from '../secrets.ts';
import { type Traces, traces } from '../traces.ts';

/** A clone in which `npm start` has run once, and the observations of that run. */
export interface WarmClone {
  readonly clone: Clone;
  readonly first: NpmStartEnd;
  /** The begin of the run, in milliseconds since the epoch. */
  readonly begun: number;
  readonly secrets: readonly string[];
  /** The command lines of all processes of the machine during the run. */
  readonly commandLines: ReadonlySet<string>;
  /** The modes, during the run, of the addresses' file and the registries' folder, which hold secrets. */
  readonly modes: readonly string[];
  readonly traces: Traces;
}

/** Makes it before the tests of a file and removes it afterwards. */
export function useWarmClone(): () => WarmClone {
  let clone: Clone | undefined;
  let warm: WarmClone | undefined;
  beforeAll(async () => {
    clone = await cloneWorkspace();
    const begun = Date.now();
    const start = npmStart(clone);
    const secrets = secretsAmong(await start.meanwhile(sourcedVariables(clone)));
    const modes = await modesOf(clone, places.registriesEnvironment, places.registriesState);
    const first = await start.ended;
    const { commandLines } = start.watch;
    warm = { clone, first, begun, secrets, commandLines, modes, traces: await traces(clone) };
    await start.close();
  });
  afterAll(() => clone?.remove());
  return () => {
    if (warm === undefined) throw new Error('npm start has not run.');
    return warm;
  };
}

/** In the form that `chmod` takes. */
async function modesOf({ root }: Clone, ...files: string[]): Promise<string[]> {
  const found = await Promise.all(files.map((file) => stat(path.join(root, file))));
  return found.map(({ mode }) => (mode & 0o777).toString(8));
}
