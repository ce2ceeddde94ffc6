import { PackagesError } from '@ameideio/version-manifest';
import type { Child } from './child.ts';
import { freePort, isFree } from './ports.ts';
import { type Launched, type LaunchRequest, loopbackUrl, type Registry } from './registry.ts';

const START_SECONDS = 60;
const ATTEMPTS = 3;

export interface Started {
  readonly ecosystem: Registry['ecosystem'];
  readonly port: number;
  readonly child: Child;
  readonly environment: Readonly<Record<string, string>>;
}

/**
 * Starts one registry and waits until it answers: at its last port where that is free, else at one that was
 * never used for this state folder.
 */
export async function startRegistry(
  registry: Registry,
  request: Omit<LaunchRequest, 'port'> & { readonly onProgress: (line: string) => void },
  lastPort: number | undefined,
  avoid: Set<number>,
): Promise<Started> {
  const begun = performance.now();
  for (let attempt = 1; ; attempt += 1) {
    const again = attempt === 1 && lastPort !== undefined && (await isFree(lastPort));
    const port = again ? lastPort : await freePort(avoid);
    const launched = await registry.launch({ ...request, port });
    try {
      const environment = await untilConnected(registry, launched);
      const seconds = ((performance.now() - begun) / 1000).toFixed(1);
      request.onProgress(`${registry.title} answers at ${loopbackUrl(port)} after ${seconds} s`);
      return { ecosystem: registry.ecosystem, port, child: launched.child, environment };
    } catch (error) {
      await launched.child.stop();
      // Somebody else may have taken the port between our look and the registry's own.
      if (attempt === ATTEMPTS || (await isFree(port))) throw error;
    }
  }
}

async function untilConnected({ title }: Registry, { child, connect }: Launched) {
  const giveUp = new AbortController();
  const late = new PackagesError(
    'REGISTRY_UNAVAILABLE',
    `${title} did not answer within ${START_SECONDS} s. Its log is ${child.logFile}.`,
  );
  const timer = setTimeout(() => giveUp.abort(late), START_SECONDS * 1000);
  try {
    return await Promise.race([connect(giveUp.signal), child.exited.then((how) => Promise.reject(how))]);
  } finally {
    clearTimeout(timer);
    giveUp.abort();
  }
}
