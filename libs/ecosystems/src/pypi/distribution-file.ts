import { eq, valid } from '@renovatebot/pep440';
import { normalisedName } from './requirement.ts';

/** The parts of a distribution's file name. */
export interface DistributionFile {
  readonly kind: 'wheel' | 'sdist';
  /** Normalised. */
  readonly name: string;
  readonly version: string;
  /** The `pyversion` of an upload: a wheel's Python tag, or `source`. */
  readonly pyversion: string;
  /** Whether the file is the same on every platform. */
  readonly pure: boolean;
}

/** `name-version(-build)?-python-abi-platform.whl`. @see https://peps.python.org/pep-0427/#file-name-convention */
const WHEEL = /^([^-]+)-([^-]+)(?:-\d[^-]*)?-([^-]+)-([^-]+)-([^-]+)\.whl$/;

/** `name-version.tar.gz`; before PEP 625 the name could hold a `-`, and it could be a zip. */
const SDIST = /^(.+)-([^-]+)\.(?:tar\.gz|zip)$/;

/** Parses a file's name; undefined if it is neither a wheel's nor an sdist's. */
export function parseDistributionFile(file: string): DistributionFile | undefined {
  const [, wheelName, wheelVersion, pyversion, abi, platform] = WHEEL.exec(file) ?? [];
  if (wheelName !== undefined && wheelVersion !== undefined && pyversion !== undefined) {
    const pure = abi === 'none' && platform === 'any';
    return { kind: 'wheel', name: normalisedName(wheelName), version: wheelVersion, pyversion, pure };
  }
  const [, name, version] = SDIST.exec(file) ?? [];
  if (name === undefined || version === undefined) return undefined;
  return { kind: 'sdist', name: normalisedName(name), version, pyversion: 'source', pure: true };
}

/** Whether a file belongs to this name and version, compared as clients do: `1.0` and `1.0.0` are one version. */
export function isOfVersion(file: string, name: string, version: string): boolean {
  const parsed = parseDistributionFile(file);
  if (parsed === undefined || parsed.name !== normalisedName(name)) return false;
  return valid(parsed.version) !== null && eq(parsed.version, version);
}
