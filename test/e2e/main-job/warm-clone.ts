import { afterAll, beforeAll } from 'vitest';
import { type Clone, cloneWorkspace } from '../clone.ts';
import { type NpmStartEnd, npmStart } from '../npm-start.ts';
import { secretsAmong, sourcedVariables } from '../secrets.ts';
import { type Traces, traces } from '../traces.ts';
import { watchArguments } from './watch-arguments.ts';

/** A clone in which `npm start` has run once, and what was seen of that run. */
export interface WarmClone {
  readonly clone: Clone;
  readonly first: NpmStartEnd;
  readonly secrets: readonly string[];
  /** Arguments of processes that held one of them meanwhile. */
  readonly argumentsWithSecrets: readonly string[];
  readonly traces: Traces;
}

/** Makes it before the tests of a file and removes it afterwards. */
export function useWarmClone(): () => WarmClone {
  let clone: Clone | undefined;
  let warm: WarmClone | undefined;
  beforeAll(async () => {
    clone = await cloneWorkspace();
    const start = npmStart(clone);
    const secrets = secretsAmong(await start.meanwhile(sourcedVariables(clone)));
    const watch = watchArguments(secrets);
    const first = await start.ended;
    warm = { clone, first, secrets, argumentsWithSecrets: await watch.end(), traces: await traces(clone) };
  }, 300_000);
  afterAll(() => clone?.remove());
  return () => {
    if (warm === undefined) throw new Error('npm start has not run.');
    return warm;
  };
}
