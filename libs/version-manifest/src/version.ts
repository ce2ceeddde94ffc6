import { z } from 'zod';
import { PackagesError } from './packages-error.ts';

/** A snapshot's number: UTC, YYYYMMDDHHMMSS. 14 digits stay below 2^53, above which node-semver compares integers as equal. */
export const SNAPSHOT_NUMBER = /^[1-9][0-9]{13}$/;

const BASE = /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$/;

/** X.Y.Z, the one form that npm, PyPI and Go order alike. */
export const baseVersionSchema = z.string().regex(BASE);

/** A version without the spelling of an ecosystem. */
export interface SpelledVersion {
  /** X.Y.Z, as the SDK's manifest states it. */
  readonly base: string;
  /** Undefined for a release. */
  readonly snapshot: string | undefined;
}

/** Makes the snapshot number of a moment in seconds since the epoch. */
export function snapshotNumber(epochSeconds: number): string {
  return new Date(epochSeconds * 1000).toISOString().replaceAll(/[-:T]/g, '').slice(0, 14);
}

/** Returns the moment of a snapshot's number; undefined if the digits are no date. */
export function snapshotTime(number: string): Date | undefined {
  const time = new Date(number.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z'));
  return Number.isNaN(time.getTime()) ? undefined : time;
}

/** Makes a version from the parts that an ecosystem has parsed; undefined if no SDK can have such a version. */
export function versionOf(
  base: string | undefined,
  snapshot: string | undefined,
): SpelledVersion | undefined {
  if (base === undefined || !BASE.test(base)) return undefined;
  return snapshot === undefined || SNAPSHOT_NUMBER.test(snapshot) ? { base, snapshot } : undefined;
}

/**
 * Checks that every ecosystem can spell a version, and that all order it alike.
 *
 * @throws PackagesError VERSION_NOT_SPELLABLE, naming the rule.
 */
export function checkVersion(version: SpelledVersion): void {
  const { base, snapshot } = version;
  if (!BASE.test(base))
    throw new PackagesError(
      'VERSION_NOT_SPELLABLE',
      `The base version "${base}" ${describeBrokenRule(base)}`,
    );
  if (snapshot !== undefined && !SNAPSHOT_NUMBER.test(snapshot)) {
    throw new PackagesError(
      'VERSION_NOT_SPELLABLE',
      `The snapshot number "${snapshot}" is not 14 digits (YYYYMMDDHHMMSS), as every ecosystem orders it.`,
    );
  }
}

/** Names the rule that a refused base version breaks, as the end of a sentence. */
function describeBrokenRule(base: string): string {
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
