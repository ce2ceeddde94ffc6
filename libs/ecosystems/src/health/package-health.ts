import { type PackagesError, sha256, type VersionEntry } from '@ameideio/version-manifest';
import type { Registry, ServedArtifact } from '../registry.ts';
import { RegistryError } from '../world/http.ts';

export interface PackageHealth {
  readonly healthy: boolean;
  /** What was found, in a few words. */
  readonly found: string;
}

/** Whether a registry serves, to the byte, what an entry of the version JSON says. */
export async function packageHealth(registry: Registry, entry: VersionEntry): Promise<PackageHealth> {
  try {
    const served = await registry.lookUp(entry.name, entry.version);
    const found = await Promise.all(
      entry.artifacts.map((artifact) => fileHealth(registry, artifact, served)),
    );
    const wrong = found.filter((one) => one !== undefined);
    return wrong.length === 0
      ? { healthy: true, found: 'served as the version JSON says' }
      : { healthy: false, found: wrong.join(', ') };
  } catch (error) {
    if (error instanceof RegistryError)
      return { healthy: false, found: (error satisfies PackagesError).message };
    throw error;
  }
}

async function fileHealth(
  registry: Registry,
  artifact: VersionEntry['artifacts'][number],
  served: readonly ServedArtifact[],
): Promise<string | undefined> {
  const file = served.find((one) => one.file === artifact.file);
  if (file === undefined) return `${artifact.file} is not served`;
  const digest = sha256(await registry.download(file));
  return digest === artifact.sha256
    ? undefined
    : `${artifact.file} is served with sha256 ${digest}, not ${artifact.sha256}`;
}
