import { randomBytes } from 'node:crypto';
import type { Ecosystem, ThirdParty } from '../ecosystem.ts';
import { type Environment, environmentOf } from '../environment.ts';
import type { Registry } from '../registry.ts';
import { withClientAccess } from '../router/with-client-access.ts';
import { newChecks } from '../smoke/checks.ts';
import { upstreamOf } from '../upstream.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';

/** A registry's upstream, where what is asked there can be counted and kept from coming through. */
export interface Upstream {
  /** How many requests of the registry have come on their way upstream. */
  requests(): Promise<number>;
  /** Does something while no request gets there; those that try are counted still. */
  whileShut<T>(work: () => Promise<T>): Promise<T>;
}

export interface MirrorSmokeRequest {
  readonly ecosystem: Pick<Ecosystem, 'fetchThirdParty' | 'registry' | 'route' | 'variables'>;
  /** As {@link ThirdPartyRequest.wanted}. */
  readonly wanted: string;
  readonly registry: Registry;
  /** Says whether third parties come from elsewhere. */
  readonly environment: Environment;
  /** As {@link ClientsRequest.internalNames}. */
  readonly internalNames: () => Promise<readonly string[]>;
  /** Undefined where nobody counts. */
  readonly upstream: Upstream | undefined;
  readonly log: Log;
}

/** What became of two fetches of a third party's package, the second with the client's cache empty again. */
export type MirrorSmoke =
  | {
      readonly outcome: 'cached';
      readonly package: ThirdParty;
      /** What the registry asked upstream: for the first fetch, and for a package that it can't have. For the second, nothing. */
      readonly requests: { readonly first: number; readonly control: number };
    }
  | { readonly outcome: 'not provable'; readonly package: ThirdParty; readonly why: string }
  | { readonly outcome: 'failed'; readonly fetch: 'first' | 'second'; readonly why: string };

/**
 * Fetches a third party's package twice: through the registry or, where third parties come from elsewhere, from there.
 * Where the registry's upstream can be counted, the second fetch goes without it, and the count must stay: that proves
 * that the registry has kept the package.
 */
export async function mirrorSmoke(request: MirrorSmokeRequest): Promise<MirrorSmoke> {
  const elsewhere = upstreamOf(request.ecosystem.variables, request.environment)?.address;
  const upstream = elsewhere === undefined ? request.upstream : undefined;
  let fetching: 'first' | 'second' = 'first';
  try {
    const before = await upstream?.requests();
    const first = await fetchOnce(request, fetching);
    fetching = 'second';
    if (upstream === undefined || before === undefined) {
      await fetchAgain(request, first);
      return {
        outcome: 'not provable',
        package: first,
        why:
          elsewhere === undefined
            ? 'nobody counts what the registry asks upstream'
            : `it comes from ${elsewhere}, which is no mirror of ours`,
      };
    }
    const asked = (await upstream.requests()) - before;
    return await upstream.whileShut(async () => {
      await countNone(upstream, () => fetchAgain(request, first));
      const control = await countControl(upstream, request.registry, first);
      return control === 0
        ? { outcome: 'not provable', package: first, why: 'the registry asks its upstream past the relay' }
        : { outcome: 'cached', package: first, requests: { first: asked, control } };
    });
  } catch (error) {
    return {
      outcome: 'failed',
      fetch: fetching,
      why: error instanceof Error ? error.message : String(error),
    };
  }
}

async function fetchOnce(
  { ecosystem, wanted, registry, environment, internalNames, log }: MirrorSmokeRequest,
  which: 'first' | 'second',
): Promise<ThirdParty> {
  const shown: Log = (line) => log(`${wanted}, ${which} fetch: ${line}`);
  const { check } = newChecks(shown, (name, why, cause) => new Error(`at "${name}": ${why}`, { cause }));
  return withClientAccess({ ecosystem, environment, registry, internalNames }, (clientAccess) => {
    const { address, routed } = clientAccess;
    const through =
      routed === undefined
        ? registry
        : ecosystem.registry(environmentOf(ecosystem.variables, { address: { url: address } }));
    const request = { wanted, registry: through, clientAccess, check, log: shown };
    return inScratchFolder('mirror-smoke', (sandbox) => ecosystem.fetchThirdParty({ ...request, sandbox }));
  });
}

async function fetchAgain(request: MirrorSmokeRequest, first: ThirdParty): Promise<void> {
  const second = await fetchOnce(request, 'second');
  const told = ({ name, version, integrity }: ThirdParty): string => `${name} ${version} with ${integrity}`;
  if (told(second) !== told(first))
    throw new Error(`it gave ${told(second)}, the first fetch ${told(first)}`);
}

async function countNone(upstream: Upstream, work: () => Promise<void>): Promise<void> {
  const before = await upstream.requests();
  const failure = await work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const asked = (await upstream.requests()) - before;
  const reasons = [
    ...(asked === 0
      ? []
      : [`the registry has not kept what it fetched: it asked its upstream ${asked} times more`]),
    ...(failure === undefined ? [] : [failure]),
  ];
  if (reasons.length > 0) throw new Error(reasons.join('; '));
}

/** That the count stays says something only if it counts what is not kept: a package that nobody has. */
async function countControl(
  upstream: Upstream,
  registry: Registry,
  { name, version }: ThirdParty,
): Promise<number> {
  const before = await upstream.requests();
  // Whatever the answer is: without its upstream the registry can't know.
  await registry.lookUp(`${name}-${randomBytes(6).toString('hex')}`, version).catch(() => undefined);
  return (await upstream.requests()) - before;
}
