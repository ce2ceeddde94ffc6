import { type PackagesError, sha256, type VersionEntry } from '@ameideio/version-manifest';
import type { Registry, ServedArtifact } from '../registry.ts';
import { FileNotServed, RegistryError } from '../world/http.ts';

export interface PackageHealth {
  readonly healthy: boolean;
  /** The finding, in a few words. */
  readonly found: string;
}

/** Checks whether a registry serves exactly the bytes that an entry of the version JSON records. */
export async function checkPackageHealth(registry: Registry, entry: VersionEntry): Promise<PackageHealth> {
  try {
    const served = await registry.lookUp(entry.name, entry.version);
    const found = await Promise.all(entry.artifacts.map((artifact) => checkFile(registry, artifact, served)));
    const wrong = found.filter((one) => one !== undefined);
    if (wrong.length > 0) return { healthy: false, found: wrong.join(', ') };
    const oddities = await findOddities(registry, entry);
    return { healthy: true, found: ['served as the version JSON says', ...oddities].join('; ') };
  } catch (error) {
    if (error instanceof RegistryError)
      return { healthy: false, found: (error satisfies PackagesError).message };
    throw error;
  }
}

/** Lists a package's oddities. They affect no user who names a version, so the package still counts as healthy. */
async function findOddities(registry: Registry, { name }: VersionEntry): Promise<readonly string[]> {
  return registry.oddities(name).catch((error: unknown) => {
    if (error instanceof RegistryError) return [error.message];
    throw error;
  });
}

async function checkFile(
  registry: Registry,
  artifact: VersionEntry['artifacts'][number],
  served: readonly ServedArtifact[],
): Promise<string | undefined> {
  const file = served.find((one) => one.file === artifact.file);
  if (file === undefined) return `${artifact.file} is not served`;
  const bytes = await registry.download(file).catch((error: unknown) => {
    if (error instanceof FileNotServed) return undefined;
    throw error;
  });
  if (bytes === undefined) return `${artifact.file} is listed, but not served`;
  const digest = sha256(bytes);
  return digest === artifact.sha256
    ? undefined
    : `${artifact.file} is served with sha256 ${digest}, not ${artifact.sha256}`;
}
