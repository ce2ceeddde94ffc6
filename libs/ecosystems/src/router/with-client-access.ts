import { PackagesError } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Environment } from '../environment.ts';
import type { ClientAccess, ReadAccess } from '../reader.ts';
import { namesOf, upstreamOf } from '../upstream.ts';
import { newProblems } from './problems.ts';

export interface ClientsRequest {
  readonly ecosystem: Pick<Ecosystem, 'route' | 'variables'>;
  readonly environment: Environment;
  /** The one registry, or the registry of the internal names if third parties come from an upstream. */
  readonly registry: ReadAccess;
  /** Returns the published names of the workspace's SDKs. Called only if there is an upstream. */
  readonly internalNames: () => Promise<readonly string[]>;
}

/**
 * Runs `work` with what its clients read from: the registry or, if there is an upstream, a router before both. The
 * router ends with the work. If the work fails, the error also tells what went wrong behind the router.
 */
export async function withClientAccess<T>(
  { ecosystem, environment, registry, internalNames }: ClientsRequest,
  work: (access: ClientAccess) => Promise<T>,
): Promise<T> {
  const { variables } = ecosystem;
  const upstream = upstreamOf(variables, environment);
  if (upstream === undefined) return work({ ...registry, routed: undefined });

  const [{ startRouter }, route, names] = await Promise.all([
    import('./router.ts'),
    ecosystem.route(),
    internalNames(),
  ]);
  const problems = newProblems({
    registry: registry.address,
    upstream: upstream.address,
    variable: route.internalNamesSetting,
  });
  const patterns = await route.internalPatterns(environment);
  await using router = await startRouter({
    route,
    origins: { registry, upstream },
    variables: {
      registry: namesOf(variables, 'address', 'read'),
      upstream: namesOf(variables, 'upstream'),
    },
    internal: [...names, ...patterns],
    problems,
  });
  try {
    return await work(router.access);
  } catch (error) {
    const lines = problems.list();
    if (lines.length === 0 || !(error instanceof Error)) throw error;
    const message = [error.message, ...lines].join('\n');
    throw error instanceof PackagesError
      ? new PackagesError(error.code, message, { cause: error })
      : new Error(message, { cause: error });
  }
}
