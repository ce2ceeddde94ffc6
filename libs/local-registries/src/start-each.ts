import { mkdir } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { embeddedRegistries, type InternalNames } from './embedded-registries.ts';
import type { Relay } from './relay/relay.ts';
import { type StartedRegistry, startRegistry } from './start-registry.ts';
import type { State, StateFolder } from './state.ts';

export interface EachOptions {
  readonly workspaceRoot: string;
  readonly folder: StateFolder;
  readonly internal: InternalNames;
  readonly relay: Relay | undefined;
  readonly onProgress: (line: string) => void;
}

/** Starts every embedded registry at the same time. If one fails, it stops the others and names every failure. */
export async function startEach(options: EachOptions, state: State): Promise<readonly StartedRegistry[]> {
  const { workspaceRoot, folder, internal, relay, onProgress } = options;
  for (const made of [folder.programs, folder.logs]) await mkdir(made, { recursive: true });
  onProgress(`starting ${embeddedRegistries.map(({ title }) => title).join(', ')}`);
  const avoid = new Set([...state.retiredPorts, ...Object.values(state.ports)]);
  const outcomes = await Promise.allSettled(
    embeddedRegistries.map((registry) => {
      const { id } = registry.ecosystem;
      return startRegistry(registry, {
        workspaceRoot,
        folder,
        internal: internal[id] ?? [],
        relay: relay?.proxies[id]?.address,
        lastPort: state.ports[id],
        avoid,
        onProgress,
      });
    }),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const [failure, ...more] = outcomes.flatMap((outcome) =>
    outcome.status === 'rejected' ? [outcome.reason] : [],
  );
  if (failure === undefined) return started;
  await Promise.all(started.map(({ process }) => process.stop()));
  throw more.length === 0 ? failure : settleOrStop([failure, ...more]);
}

function settleOrStop(failures: readonly unknown[]): PackagesError {
  const sentences = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new PackagesError('REGISTRY_UNAVAILABLE', sentences.join('\n'), {
    cause: new AggregateError(failures),
  });
}
