import { type SpelledVersion, snapshotTime } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import type { Registry, ServedVersion } from '../registry.ts';
import { retryTransient } from '../world/http.ts';

/** A served version and the time of its publication. */
export interface DatedVersion {
  readonly version: string;
  /** `other`: a version that the pipeline would not spell. */
  readonly kind: 'release' | 'snapshot' | 'other';
  /** UTC, ISO 8601. */
  readonly time: string | undefined;
  /** Where the time comes from; undefined if it is unknown. */
  readonly timeSource: 'registry' | 'snapshot number' | undefined;
}

const byVersion = new Intl.Collator('en', { numeric: true });

/**
 * Lists every version that a registry serves under a name, newest first; versions without a time come last.
 *
 * @throws RegistryError
 */
export async function listServedVersions(
  ecosystem: Pick<Ecosystem, 'parse'>,
  registry: Registry,
  name: string,
): Promise<DatedVersion[]> {
  const served = await retryTransient(() => registry.versions(name));
  return served
    .map((one) => addTime(one, ecosystem.parse(one.version)))
    .toSorted((a, b) => {
      const [left, right] = [a.time ?? '', b.time ?? ''];
      return left === right ? byVersion.compare(b.version, a.version) : left < right ? 1 : -1;
    });
}

function addTime({ version, time }: ServedVersion, parsed: SpelledVersion | undefined): DatedVersion {
  const kind = parsed === undefined ? 'other' : parsed.snapshot === undefined ? 'release' : 'snapshot';
  const milliseconds = Date.parse(time ?? '');
  // Go's zero time, and any time before registries existed, means that the time is unknown.
  if (milliseconds > 0)
    return { version, kind, time: new Date(milliseconds).toISOString(), timeSource: 'registry' };
  const numbered = snapshotTime(parsed?.snapshot ?? '');
  return { version, kind, time: numbered?.toISOString(), timeSource: numbered && 'snapshot number' };
}
