import { randomBytes } from 'node:crypto';
import type { Ecosystem, ThirdParty } from '../ecosystem.ts';
import { type Environment, environmentOf } from '../environment.ts';
import type { Registry } from '../registry.ts';
import { withClientAccess } from '../router/with-client-access.ts';
import { newChecks } from '../smoke/checks.ts';
import { upstreamOf } from '../upstream.ts';
import type { Log } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';

/** A registry's upstream, whose requests can be counted and blocked. */
export interface Upstream {
  /** Returns the number of requests that the registry has sent upstream. */
  requests(): Promise<number>;
  /** Runs `work` while no request reaches the upstream; blocked requests are counted too. */
  whileShut<T>(work: () => Promise<T>): Promise<T>;
}

export interface MirrorSmokeRequest {
  readonly ecosystem: Pick<Ecosystem, 'fetchThirdParty' | 'registry' | 'route' | 'variables'>;
  /** As {@link ThirdPartyRequest.wanted}. */
  readonly wanted: string;
  readonly registry: Registry;
  /** The variables that say whether there is an upstream. */
  readonly environment: Environment;
  /** As {@link ClientsRequest.internalNames}. */
  readonly internalNames: () => Promise<readonly string[]>;
  /** Undefined if the upstream's requests can't be counted. */
  readonly upstream: Upstream | undefined;
  readonly log: Log;
}

/** The result of two fetches of a third party's package, the second with an empty client's cache. */
export type MirrorSmoke =
  | {
      readonly outcome: 'cached';
      readonly package: ThirdParty;
      /**
       * The requests that the registry sent upstream: for the first fetch, and for a package that does not exist. The
       * second fetch sends none.
       */
      readonly requests: { readonly first: number; readonly control: number };
    }
  | { readonly outcome: 'not provable'; readonly package: ThirdParty; readonly why: string }
  | { readonly outcome: 'failed'; readonly fetch: 'first' | 'second'; readonly why: string };

/**
 * Fetches a third party's package twice, through the registry or from the upstream that third parties come from. If the
 * registry's requests can be counted, the second fetch runs with the upstream blocked and must send none. That proves
 * that the registry keeps the package.
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
            ? "the registry's requests to its upstream can't be counted"
            : `it comes from ${elsewhere}, which is not one of our mirrors`,
      };
    }
    const requestCount = (await upstream.requests()) - before;
    return await upstream.whileShut(async () => {
      await countNone(upstream, () => fetchAgain(request, first));
      const control = await countControl(upstream, request.registry, first);
      return control === 0
        ? {
            outcome: 'not provable',
            package: first,
            why: 'the registry bypasses the relay on its way upstream',
          }
        : { outcome: 'cached', package: first, requests: { first: requestCount, control } };
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
  const prefixed: Log = (line) => log(`${wanted}, ${which} fetch: ${line}`);
  const { check } = newChecks(prefixed, (name, why, cause) => new Error(`at "${name}": ${why}`, { cause }));
  return withClientAccess({ ecosystem, environment, registry, internalNames }, (clientAccess) => {
    const { address, routed } = clientAccess;
    const through =
      routed === undefined
        ? registry
        : ecosystem.registry(environmentOf(ecosystem.variables, { address: { url: address } }));
    const request = { wanted, registry: through, clientAccess, check, log: prefixed };
    return inScratchFolder('mirror-smoke', (sandbox) => ecosystem.fetchThirdParty({ ...request, sandbox }));
  });
}

async function fetchAgain(request: MirrorSmokeRequest, first: ThirdParty): Promise<void> {
  const second = await fetchOnce(request, 'second');
  const describe = ({ name, version, integrity }: ThirdParty): string =>
    `${name} ${version} with ${integrity}`;
  if (describe(second) !== describe(first))
    throw new Error(`it returned ${describe(second)}, but the first fetch returned ${describe(first)}`);
}

async function countNone(upstream: Upstream, work: () => Promise<void>): Promise<void> {
  const before = await upstream.requests();
  const failure = await work().then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
  const requestCount = (await upstream.requests()) - before;
  const reasons = [
    ...(requestCount === 0
      ? []
      : [`the registry did not keep the package: it asked its upstream ${requestCount} times more`]),
    ...(failure === undefined ? [] : [failure]),
  ];
  if (reasons.length > 0) throw new Error(reasons.join('; '));
}

/** Proves that the counter works: requests a package that does not exist and expects the count to rise. */
async function countControl(
  upstream: Upstream,
  registry: Registry,
  { name, version }: ThirdParty,
): Promise<number> {
  const before = await upstream.requests();
  // Any answer will do: without its upstream the registry can't know the package.
  await registry.lookUp(`${name}-${randomBytes(6).toString('hex')}`, version).catch(() => undefined);
  return (await upstream.requests()) - before;
}
