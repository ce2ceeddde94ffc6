import { mkdir } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { devpi } from './devpi/devpi.ts';
import { goRegistry } from './go/go-registry.ts';
import type { InternalNames, Registry } from './registry.ts';
import type { Relay } from './relay/relay.ts';
import { startRegistry } from './start-registry.ts';
import type { Ports, State } from './state.ts';
import { logOf, type StateFolder, storageOf } from './state-folder.ts';
import { verdaccio } from './verdaccio/verdaccio.ts';

const REGISTRIES: readonly Registry[] = [verdaccio, devpi, goRegistry];

export interface UnitOptions {
  readonly workspaceRoot: string;
  readonly folder: StateFolder;
  readonly internal: InternalNames;
  readonly relay: Relay | undefined;
  readonly onProgress: (line: string) => void;
}

/** The three registries, answering. */
export interface Unit {
  readonly environment: Readonly<Record<string, string>>;
  readonly ports: Ports;
  /** Settles when one of them ends, with the sentence that tells which and how. */
  readonly ended: Promise<PackagesError>;
  stop(): Promise<void>;
}

/** Starts all three at once. Where one fails, the others are stopped and every failure is named. */
export async function startUnit(options: UnitOptions, state: State): Promise<Unit> {
  const { workspaceRoot, folder, internal, relay, onProgress } = options;
  await Promise.all([folder.programs, folder.logs].map((path) => mkdir(path, { recursive: true })));
  onProgress('starting Verdaccio, devpi and the Go registry, which is compiled first where it is new');
  const avoid = new Set([...state.retiredPorts, ...Object.values(state.ports)]);
  const outcomes = await Promise.allSettled(
    REGISTRIES.map((registry) => {
      const { ecosystem } = registry;
      const request = {
        workspaceRoot,
        storage: storageOf(folder, ecosystem),
        programs: folder.programs,
        logFile: logOf(folder, ecosystem),
        internal: internal[ecosystem],
        relay: relay?.proxies[ecosystem].address,
        onProgress,
      };
      return startRegistry(registry, request, state.ports[ecosystem], avoid);
    }),
  );
  const started = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
  const stop = async () => {
    await Promise.all(started.map(({ child }) => child.stop()));
  };
  const failures = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
  if (failures.length > 0) {
    await stop();
    throw failures.length === 1 ? failures[0] : allOf(failures);
  }
  return {
    environment: Object.assign({}, ...started.map(({ environment }) => environment)),
    ports: Object.fromEntries(started.map(({ ecosystem, port }) => [ecosystem, port])),
    ended: Promise.race(started.map(({ child }) => child.exited)),
    stop,
  };
}

function allOf(failures: readonly unknown[]): PackagesError {
  const sentences = failures.map((failure) => (failure instanceof Error ? failure.message : String(failure)));
  return new PackagesError('REGISTRY_UNAVAILABLE', sentences.join('\n'), {
    cause: new AggregateError(failures),
  });
}
