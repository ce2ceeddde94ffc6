import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';

/** The variable with the relay's control address, which the registries' starter sets for the run that uses them. */
export const RELAY_CONTROL = 'UPSTREAM_RELAY_CONTROL';

const OPENING_MILLISECONDS = 5_000;
const PAUSE_MILLISECONDS = 10;

const stateSchema = z.strictObject({
  /** The number of requests that reached the relay. */
  requests: z.int(),
  isShut: z.boolean(),
});

export type UpstreamState = Readonly<z.infer<typeof stateSchema>>;

/** One registry's upstream, whose requests a client of that registry can count and block. */
export interface RelayedUpstream {
  /** Returns the number of requests that the registry has sent upstream. */
  requests(): Promise<number>;
  /** Runs `work` while no request reaches the upstream; blocked requests are counted too. */
  whileShut<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Opens the upstream of an ecosystem's registry through the relay that the environment names; undefined without a
 * relay.
 */
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
        await waitUntilOpen(state);
      }
    },
  };
}

/** The relay notices a moment later that a connection has ended. */
async function waitUntilOpen(state: () => Promise<UpstreamState>): Promise<void> {
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
