import { parse } from 'ini';

/** A setting of an npmrc by which npm takes packages from a registry of its own. */
export interface RegistrySetting {
  /** `registry`, or `@scope:registry`. */
  readonly setting: string;
  /** 1 is the first. */
  readonly line: number;
}

/** Finds the registries that an npmrc sets. npm reads no sections, so what stands below a `[section]` is no setting. */
export function registrySettings(npmrc: string): RegistrySetting[] {
  const lines = npmrc.split(/\r?\n/);
  const keysOf = (text: string): string[] =>
    Object.keys(parse(text)).filter((key) => /^(@[^:]+:)?registry$/.test(key));
  return keysOf(npmrc).map((setting) => ({
    setting,
    // `ini` tells no lines. The last one that sets it counts.
    line: lines.findLastIndex((text) => keysOf(text).includes(setting)) + 1,
  }));
}
