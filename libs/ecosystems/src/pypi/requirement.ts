import { validRange } from '@renovatebot/pep440';

/** A dependency as PEP 508 spells it, without its marker. */
export interface ParsedRequirement {
  /** Normalised. */
  readonly name: string;
  readonly extras: readonly string[];
  /** A PEP 440 specifier; empty if any version will do. */
  readonly specifier: string;
  /** The address in a direct reference, `name @ url`. */
  readonly url: string | undefined;
}

/**
 * Normalises a distribution's name.
 * @see https://packaging.python.org/en/latest/specifications/name-normalization/ (PEP 503)
 */
export function normalisedName(name: string): string {
  return name.toLowerCase().replaceAll(/[-_.]+/g, '-');
}

const REQUIREMENT =
  /^\s*([a-z0-9](?:[a-z0-9._-]*[a-z0-9])?)\s*(?:\[([^\]]*)\])?\s*(?:@\s*(\S+)|\(?([^@;()]*)\)?)\s*(?:;.*)?$/i;

/**
 * Parses a requirement; undefined if the text is none.
 *
 * @see https://packaging.python.org/en/latest/specifications/dependency-specifiers/ (PEP 508)
 */
export function parseRequirement(text: string): ParsedRequirement | undefined {
  const [, name, extras = '', url, specifier = ''] = REQUIREMENT.exec(text) ?? [];
  if (name === undefined || !validRange(specifier.trim())) return undefined;
  return {
    name: normalisedName(name),
    extras: extras
      .split(',')
      .map((extra) => normalisedName(extra.trim()))
      .filter(Boolean),
    specifier: specifier.trim(),
    url,
  };
}
