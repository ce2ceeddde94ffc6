import { mkdir, rm } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { assertEmbedded, embeddedRegistries, type InternalNames } from './embedded-registries.ts';
import { tryLock } from './lock.ts';
import { waitUntilFree } from './ports.ts';
import { startRelay } from './relay/relay.ts';
import { RELAY_CONTROL } from './relay/relayed-upstream.ts';
import { Serving } from './serving.ts';
import { readState, stateFolder } from './state.ts';

/** How long the registries of a killed process may take to notice the death of their parent. */
const ORPHANS_MILLISECONDS = 8_000;

export interface StartOptions {
  /** The folder with `.venv` and `services/go-module-registry`. */
  readonly workspaceRoot: string;
  /** The folder with the registries' storage, ports, logs and the compiled Go registry. */
  readonly stateFolder: string;
  /** A file for the shell's `source`, with mode 0600, that exists while the registries run. */
  readonly environmentFile: string;
  readonly internal: InternalNames;
  /** Whether a relay before their upstreams counts their requests. */
  readonly relay?: boolean;
  readonly onProgress?: (line: string) => void;
}

export interface RunningRegistries {
  /** The `PACKAGES_*` variables; empty while no registry runs. They change with a wipe: don't keep them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Grows by one with every wipe. */
  readonly generation: number;
  /**
   * The variable by which {@link relayedUpstream} finds the relay; empty without a relay. Whoever knows it can cut off
   * the registries.
   */
  readonly relayEnvironment: Readonly<Record<string, string>>;
  /** Rejects if a registry ends without being stopped; else it stays pending. */
  readonly failed: Promise<never>;
  /** Stops all registries within a time limit and removes the environment file. A second call waits for the first. */
  stop(): Promise<void>;
}

/**
 * Starts the embedded registries on loopback as one unit. Only one process may use a state folder at a time.
 *
 * @throws PackagesError ECOSYSTEM_UNKNOWN if a name's ecosystem has no embedded registry; REGISTRIES_BUSY, naming the
 * process that runs them; REGISTRY_UNAVAILABLE if a registry does not come up.
 */
export async function startRegistries(options: StartOptions): Promise<RunningRegistries> {
  const { workspaceRoot, environmentFile, internal, onProgress = () => undefined } = options;
  assertEmbedded(internal);
  const folder = stateFolder(options.stateFolder);
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  const lock = tryLock(folder.lock);
  if (!lock) {
    const { pid } = await readState(folder);
    throw new PackagesError(
      'REGISTRIES_BUSY',
      `Process ${pid} runs the embedded registries of ${folder.root}. Stop it, or use them: source ${environmentFile}.`,
    );
  }
  using untilServing = new DisposableStack();
  untilServing.defer(() => lock.release());
  const last = await readState(folder);
  // A killed process may have left dead addresses, and registries that are about to end.
  await rm(environmentFile, { force: true });
  if (last.phase !== 'stopped') await waitUntilFree(Object.values(last.ports), ORPHANS_MILLISECONDS);
  const ids = embeddedRegistries.map(({ ecosystem }) => ecosystem.id);
  const relay = options.relay ? await startRelay(ids) : undefined;
  const unit = { workspaceRoot, folder, internal, relay, onProgress };
  const serving = new Serving(unit, environmentFile, lock, last);
  untilServing.move(); // From here on, its end releases the lock.
  await serving.start();
  return {
    get environment() {
      return serving.environment;
    },
    get generation() {
      return serving.generation;
    },
    relayEnvironment: relay ? { [RELAY_CONTROL]: relay.control } : {},
    failed: serving.failed,
    stop: () => serving.stop(),
  };
}
