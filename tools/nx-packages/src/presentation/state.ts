import { type DatedVersion, mismatches, RegistryError } from '@ameideio/ecosystems';
import type { PackageReport, Use } from './report.ts';

/** The state of a package or of a use, and whether it is as it should be; `unsure` where a person has to look. */
export interface State {
  readonly text: string;
  readonly tone: 'good' | 'bad' | 'unsure';
}

type Package = Pick<PackageReport, 'current' | 'packed' | 'served'>;

/** Whether the registry serves what this checkout packs now. */
export function stateOfPackage({ current, served }: Package): State {
  if (served instanceof RegistryError) return { text: served.message, tone: 'bad' };
  const { versions } = served;
  if (!versions.some(({ version }) => version === current))
    return { text: `${current} is not published`, tone: 'bad' };
  const newer = newerThan(current, versions);
  return newer === undefined
    ? { text: 'served', tone: 'good' }
    : { text: `served; ${newer} is newer`, tone: 'unsure' };
}

/** Whether a service was resolved with what this checkout packs now, and the registry has nothing newer. */
export function stateOfUse({ selected }: Use, { current, packed, served }: Package): State {
  if (selected.length === 0) return { text: 'never consumed', tone: 'unsure' };
  if (selected.some(({ version }) => version !== current))
    return { text: `not up to date: this checkout packs ${current}`, tone: 'bad' };
  const wrong = packed?.version === current ? mismatches(packed, selected) : [];
  if (wrong.length > 0) return { text: `not up to date: ${wrong.join('; ')}`, tone: 'bad' };
  if (served instanceof RegistryError)
    return { text: 'as this checkout packs; the registry could not be asked', tone: 'unsure' };
  if (!served.versions.some(({ version }) => version === current))
    return { text: 'as this checkout packs, but not served', tone: 'bad' };
  const newer = newerThan(current, served.versions);
  return newer === undefined
    ? { text: 'up to date', tone: 'good' }
    : { text: `as this checkout packs; ${newer} is newer`, tone: 'unsure' };
}

/** The newest of what is served, where it came after this version; undefined where that is not known. */
function newerThan(version: string, versions: readonly DatedVersion[]): string | undefined {
  const [newest] = versions;
  const time = versions.find((one) => one.version === version)?.time;
  return time !== undefined && newest?.time !== undefined && newest.time > time ? newest.version : undefined;
}
