import { parse } from 'ini';

/** A setting of an npmrc that names a registry. */
export interface RegistrySetting {
  /** `registry`, or `@scope:registry`. */
  readonly setting: string;
  /** Counted from 1. */
  readonly line: number;
}

/** Finds the registries that an npmrc sets. npm ignores sections, so lines below a `[section]` are no settings. */
export function findRegistrySettings(npmrc: string): RegistrySetting[] {
  const lines = npmrc.split(/\r?\n/);
  const keysOf = (text: string): string[] =>
    Object.keys(parse(text)).filter((key) => /^(@[^:]+:)?registry$/.test(key));
  return keysOf(npmrc).map((setting) => ({
    setting,
    // `ini` reports no lines. The last line that sets it counts.
    line: lines.findLastIndex((text) => keysOf(text).includes(setting)) + 1,
  }));
}
