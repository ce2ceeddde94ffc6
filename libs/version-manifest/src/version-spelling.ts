import { z } from 'zod';
import { PackagesError } from './packages-error.ts';

/** A snapshot's number: UTC, YYYYMMDDHHMMSS. 14 digits stay below 2^53, above which node-semver compares integers as equal. */
export const SNAPSHOT_NUMBER = /^[1-9][0-9]{13}$/;

const BASE = /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$/;

/** X.Y.Z, the one form that npm, PyPI and Go order alike. */
export const baseVersionSchema = z.string().regex(BASE);

export interface SpelledVersion {
  /** X.Y.Z, as the SDK's manifest states it. */
  readonly base: string;
  /** Undefined for a release. */
  readonly snapshot: string | undefined;
}

/** The snapshot number of a moment given in seconds since the epoch. */
export function snapshotNumber(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}

/** The moment that a snapshot's number tells; undefined for a release, and where the digits are no date. */
export function snapshotTime(spelled: string): Date | undefined {
  const number = parseVersion(spelled)?.snapshot ?? '';
  const time = new Date(number.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** `X.Y.Z` or `X.Y.Z-dev.N`. @see https://semver.org/#spec-item-9 */
export function spellNpm(version: SpelledVersion): string {
  const { base, snapshot } = checked(version);
  return snapshot === undefined ? base : `${base}-dev.${snapshot}`;
}

/** `vX.Y.Z` or `vX.Y.Z-dev.N`. @see https://go.dev/ref/mod#versions */
export function spellGo(version: SpelledVersion): string {
  return `v${spellNpm(version)}`;
}

/** `X.Y.Z` or `X.Y.Z.devN`. @see https://peps.python.org/pep-0440/#developmental-releases */
export function spellPypi(version: SpelledVersion): string {
  const { base, snapshot } = checked(version);
  return snapshot === undefined ? base : `${base}.dev${snapshot}`;
}

/** Reads any of the three spellings back; undefined for what none of them writes. */
export function parseVersion(spelled: string): SpelledVersion | undefined {
  const [, base, snapshot] =
    /^v?(\d+\.\d+\.\d+)(?:-dev\.(\d+))?$/.exec(spelled) ?? /^(\d+\.\d+\.\d+)\.dev(\d+)$/.exec(spelled) ?? [];
  if (base === undefined || !BASE.test(base)) return undefined;
  return snapshot === undefined || SNAPSHOT_NUMBER.test(snapshot) ? { base, snapshot } : undefined;
}

export function isRelease(spelled: string): boolean {
  const version = parseVersion(spelled);
  return version !== undefined && version.snapshot === undefined;
}

/** Refuses, with the rule named, what one of the ecosystems can't spell or would order otherwise. */
function checked(version: SpelledVersion): SpelledVersion {
  const { base, snapshot } = version;
  if (!BASE.test(base))
    throw new PackagesError('VERSION_NOT_SPELLABLE', `The base version "${base}" ${ruleBroken(base)}`);
  if (snapshot !== undefined && !SNAPSHOT_NUMBER.test(snapshot)) {
    throw new PackagesError(
      'VERSION_NOT_SPELLABLE',
      `The snapshot number "${snapshot}" is not 14 digits (YYYYMMDDHHMMSS), as every ecosystem orders it.`,
    );
  }
  return version;
}

/** The rule that a refused base version breaks, told as the end of a sentence. */
function ruleBroken(base: string): string {
  if (base.includes('+')) return 'has "+build" metadata, which npm and Go drop: state X.Y.Z alone.';
  if (base.startsWith('v')) return 'starts with "v", which only a Go tag does: state X.Y.Z alone.';
  if (base.includes('!')) return "has a PEP 440 epoch, which npm and Go can't spell: state X.Y.Z alone.";
  if (/-\d+$/.test(base))
    return 'ends in "-N", a post release in PEP 440 and a pre-release in SemVer: state X.Y.Z alone.';
  if (/^\d+\.\d+\.\d+(-[a-z]|\.?(a|b|rc|dev|post)\d)/.test(base)) {
    return 'is a pre- or post-release, and SemVer and PEP 440 order those differently: state X.Y.Z alone; a snapshot gets its number from the history.';
  }
  if (/(^|\.)0\d/.test(base)) return 'has a leading zero, which SemVer forbids: state X.Y.Z without it.';
  if (/\d{10,}/.test(base))
    return 'has a number of more than 9 digits, which not every ecosystem orders: state a smaller one.';
  return 'is not X.Y.Z: three numbers are what npm, PyPI and Go all order alike.';
}
