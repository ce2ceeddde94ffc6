import { starOf } from '../export-map.ts';

/** The parts that the SDK asks a smoke to leave out: `smoke.skip` of its entry in workspace.json. */
export interface LeftOut {
  /** Returns the reason for leaving out a subpath, or a program as `bin name`; undefined if it is not left out. */
  reasonOf(what: string): string | undefined;
  /** Lists the entries that match nothing. */
  unknown(known: readonly string[]): string[];
}

/**
 * @param skip reasons by subpath (`./browser`), by the specifier that users import (`@acme/sdk/browser`) or by a
 * pattern (`./browser/*`).
 * @param name the package's.
 */
export function newLeftOut(skip: Readonly<Record<string, string>>, name: string): LeftOut {
  const entries = Object.entries(skip).map(([key, reason]) => ({
    key,
    what: key === name ? '.' : key.startsWith(`${name}/`) ? `.${key.slice(name.length)}` : key,
    reason,
  }));
  const fits = (wanted: string, what: string): boolean =>
    wanted === what || starOf(wanted, what) !== undefined;
  return {
    reasonOf: (what) => entries.find((entry) => fits(entry.what, what))?.reason,
    unknown: (known) =>
      entries.filter((entry) => !known.some((what) => fits(entry.what, what))).map(({ key }) => key),
  };
}
