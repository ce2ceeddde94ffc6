import { snapshotTime } from '@ameideio/version-manifest';
import type { Registry } from '../registry.ts';
import { retryTransient } from '../world/http.ts';

/** A version that is served, and since when. */
export interface DatedVersion {
  readonly version: string;
  /** UTC, ISO 8601. */
  readonly time: string | undefined;
  /** Who says so; undefined where nobody does. */
  readonly said: 'registry' | 'snapshot number' | undefined;
}

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Every version that a registry serves under a name, newest first; those without a time come last.
 *
 * @throws RegistryError
 */
export async function servedVersions(registry: Registry, name: string): Promise<DatedVersion[]> {
  const served = await retryTransient(() => registry.versions(name));
  return served.map(dated).toSorted((a, b) => {
    const [left, right] = [a.time ?? '', b.time ?? ''];
    return left === right ? byVersion.compare(b.version, a.version) : left < right ? 1 : -1;
  });
}

function dated({ version, time }: { version: string; time: string | undefined }): DatedVersion {
  const told = Date.parse(time ?? '');
  // Go's zero time, and others before there were registries, mean that nothing is known.
  if (told > 0) return { version, time: new Date(told).toISOString(), said: 'registry' };
  const numbered = snapshotTime(version);
  return { version, time: numbered?.toISOString(), said: numbered && 'snapshot number' };
}
