import { starOf } from '../export-map.ts';

/** What the SDK itself asks a smoke to leave out: `smoke.skip` of its entry in workspace.json. */
export interface LeftOut {
  /** Why a subpath, or a program as `bin name`, is left out; undefined if it is not. */
  reasonOf(what: string): string | undefined;
  /** Those that nothing is called. */
  unknown(known: readonly string[]): string[];
}

/**
 * @param skip reasons by subpath (`./browser`), by what users import (`@acme/sdk/browser`) or by a pattern
 *   (`./browser/*`).
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
