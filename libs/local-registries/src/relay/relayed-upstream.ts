import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** Holds the relay's control address; whoever starts the registries gives it to the run that uses them. */
export const RELAY_CONTROL = 'UPSTREAM_RELAY_CONTROL';

const OPENING_MILLISECONDS = 5_000;
const PAUSE_MILLISECONDS = 10;

const stateSchema = z.strictObject({
  /** What has come to the relay on its way upstream. */
  requests: z.int(),
  isShut: z.boolean(),
});

export type UpstreamState = Readonly<z.infer<typeof stateSchema>>;

/** One registry's upstream, as whoever asks that registry sees it. */
export interface RelayedUpstream {
  /** How many requests of the registry have come on their way upstream. */
  requests(): Promise<number>;
  /** Does something while no request gets there; those that try are counted still. */
  whileShut<T>(work: () => Promise<T>): Promise<T>;
}

/** The upstream of an ecosystem's registry, by the relay that an environment tells of; undefined if it tells of none. */
export function relayedUpstream(
  environment: NodeJS.ProcessEnv,
  ecosystem: string,
): RelayedUpstream | undefined {
  const control = environment[RELAY_CONTROL];
  if (!control) return undefined;
  const url = `${control}/${ecosystem}`;
  const state = async (): Promise<UpstreamState> => stateSchema.parse(await (await ask(url)).json());
  return {
    requests: async () => (await state()).requests,
    async whileShut(work) {
      const hold = new AbortController();
      await ask(`${url}/shut`, { method: 'POST', signal: hold.signal });
      try {
        return await work();
      } finally {
        hold.abort();
        await untilOpen(state);
      }
    },
  };
}

/** The relay notices the end of a connection a moment after it. */
async function untilOpen(state: () => Promise<UpstreamState>): Promise<void> {
  const late = Date.now() + OPENING_MILLISECONDS;
  while ((await state()).isShut) {
    if (Date.now() > late) throw new Error('The relay to the upstream did not open again.');
    await delay(PAUSE_MILLISECONDS);
  }
}

async function ask(url: string, init: RequestInit = {}): Promise<Response> {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`The relay to the upstream answered ${response.status}.`);
  return response;
}
