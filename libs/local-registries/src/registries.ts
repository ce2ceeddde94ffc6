import { mkdir } from 'node:fs/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { tryLock } from './lock.ts';
import type { InternalNames } from './registry.ts';
import { Serving } from './serving.ts';
import { readState } from './state.ts';
import { stateFolder } from './state-folder.ts';

export interface StartOptions {
  /** Where `.venv` and `services/go-module-registry` are. */
  readonly workspaceRoot: string;
  /** What the registries keep: storage, ports, logs, the compiled Go registry. */
  readonly stateFolder: string;
  /** Written for `source`, with mode 0600, while the registries run. */
  readonly environmentFile: string;
  readonly internal: InternalNames;
  /** Whether a relay stands between them and their upstreams, so that it can be seen what they ask there. */
  readonly relay?: boolean;
  readonly onProgress?: (line: string) => void;
}

export interface RunningRegistries {
  /** The `PACKAGES_*` variables, none while nothing runs. After a wipe they are other ones: don't keep them. */
  readonly environment: Readonly<Record<string, string>>;
  /** Grows by one with every wipe. */
  readonly generation: number;
  /** The variable by which {@link relayedUpstream} finds the relay, none without one. Whoever has it can cut off the registries. */
  readonly relayEnvironment: Readonly<Record<string, string>>;
  /** Rejects when a registry ends that nobody has stopped; else it stays pending. */
  readonly failed: Promise<never>;
  /** Stops all three and removes the environment file. Bounded. */
  stop(): Promise<void>;
}

/** Starts Verdaccio, devpi and the Go registry on loopback as one unit; one process at a time a state folder. */
export async function startRegistries(options: StartOptions): Promise<RunningRegistries> {
  const folder = stateFolder(options.stateFolder);
  await mkdir(folder.root, { recursive: true, mode: 0o700 });
  const lock = tryLock(folder.lock);
  if (!lock) {
    const { pid } = await readState(folder);
    throw new PackagesError(
      'REGISTRIES_BUSY',
      `Process ${pid} runs the embedded registries of ${folder.root}. Stop it, or use them: source ${options.environmentFile}.`,
    );
  }
  return Serving.start({ onProgress: () => undefined, ...options }, folder, lock);
}
