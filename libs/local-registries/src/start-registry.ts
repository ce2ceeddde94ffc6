import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { environmentOf } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import type { EmbeddedRegistry, RegistryProgram } from './embedded-registry.ts';
import { isFree, pickFreePort } from './ports.ts';
import { type RegistryProcess, startProcess } from './registry-process.ts';
import type { StateFolder } from './state.ts';
import { uploadLogOf } from './uploads.ts';

const START_SECONDS = 60;
const ATTEMPTS = 3;

export interface StartRequest {
  readonly workspaceRoot: string;
  readonly folder: StateFolder;
  readonly internal: readonly string[];
  /** The address of the relay to its upstream; undefined for none. */
  readonly relay: string | undefined;
  /** Used again if it is free. */
  readonly lastPort: number | undefined;
  /** Ports to avoid; a new port is added. */
  readonly avoid: Set<number>;
  readonly onProgress: (line: string) => void;
}

export interface StartedRegistry {
  /** The id of its ecosystem. */
  readonly ecosystem: string;
  readonly port: number;
  readonly process: RegistryProcess;
  /** The variables of its ecosystem. */
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts one registry and waits until it answers. It uses its last port if that is free, else one that was never used
 * for this state folder.
 */
export async function startRegistry(
  registry: EmbeddedRegistry,
  request: StartRequest,
): Promise<StartedRegistry> {
  const { ecosystem, title } = registry;
  const { workspaceRoot, folder, internal, relay, lastPort, avoid, onProgress } = request;
  const begun = performance.now();
  const storage = join(folder.storage, ecosystem.id);
  const logFile = join(folder.logs, `${ecosystem.id}.log`);
  await mkdir(storage, { recursive: true });
  for (let attempt = 1; ; attempt += 1) {
    const again = attempt === 1 && lastPort !== undefined && (await isFree(lastPort));
    const port = again ? lastPort : await pickFreePort(avoid);
    const url = `http://127.0.0.1:${port}`;
    const program = await registry.prepare({
      workspaceRoot,
      storage,
      uploadLog: uploadLogOf(folder, ecosystem.id),
      programs: folder.programs,
      port,
      url,
      internal,
      relay,
    });
    const process = startProcess({ ...program, title, folder: storage, logFile });
    try {
      const values = await waitUntilConnected(title, logFile, program, process);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      onProgress(`${title} answers at ${url} after ${seconds} s`);
      const environment = environmentOf(ecosystem.variables, values);
      return { ecosystem: ecosystem.id, port, process, environment };
    } catch (error) {
      await process.stop();
      // Another program may have taken the port after the check.
      if (attempt === ATTEMPTS || (await isFree(port))) throw error;
    }
  }
}

async function waitUntilConnected(
  title: string,
  logFile: string,
  { connect }: RegistryProgram,
  { exited }: RegistryProcess,
) {
  const giveUp = new AbortController();
  const late = new PackagesError(
    'REGISTRY_UNAVAILABLE',
    `${title} did not answer within ${START_SECONDS} s. Its log is ${logFile}.`,
  );
  const timer = setTimeout(() => giveUp.abort(late), START_SECONDS * 1000);
  try {
    return await Promise.race([connect(giveUp.signal), exited.then((how) => Promise.reject(how))]);
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
}
