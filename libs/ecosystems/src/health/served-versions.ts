import { type SpelledVersion, snapshotTime } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Registry, ServedVersion } from '../registry.ts';
import { retryTransient } from '../world/http.ts';

/** A version that is served, and since when. */
export interface DatedVersion {
  readonly version: string;
  /** `other`: the pipeline would not spell it so. */
  readonly kind: 'release' | 'snapshot' | 'other';
  /** UTC, ISO 8601. */
  readonly time: string | undefined;
  /** Who says so; undefined where nobody does. */
  readonly timeSource: 'registry' | 'snapshot number' | undefined;
}

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Every version that a registry serves under a name, newest first; those without a time come last.
 *
 * @throws RegistryError
 */
export async function servedVersions(
  ecosystem: Pick<Ecosystem, 'parse'>,
  registry: Registry,
  name: string,
): Promise<DatedVersion[]> {
  const served = await retryTransient(() => registry.versions(name));
  return served
    .map((one) => dated(one, ecosystem.parse(one.version)))
    .toSorted((a, b) => {
      const [left, right] = [a.time ?? '', b.time ?? ''];
      return left === right ? byVersion.compare(b.version, a.version) : left < right ? 1 : -1;
    });
}

function dated({ version, time }: ServedVersion, parsed: SpelledVersion | undefined): DatedVersion {
  const kind = parsed === undefined ? 'other' : parsed.snapshot === undefined ? 'release' : 'snapshot';
  const stated = Date.parse(time ?? '');
  // Go's zero time, and others before there were registries, mean that nothing is known.
  if (stated > 0) return { version, kind, time: new Date(stated).toISOString(), timeSource: 'registry' };
  const numbered = snapshotTime(parsed?.snapshot ?? '');
  return { version, kind, time: numbered?.toISOString(), timeSource: numbered && 'snapshot number' };
}
