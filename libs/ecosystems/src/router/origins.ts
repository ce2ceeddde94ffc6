import type { ReadAccess } from '../reader.ts';

/** The two registries behind a router. */
export interface Origins {
  /** Has the internal names. */
  readonly registry: ReadAccess;
  /** Has the third parties. */
  readonly upstream: ReadAccess;
}

/**
 * Whether an address is the other registry's: what one of them has must not come from there. Where both stand on one
 * host, the longer of the addresses above it decides.
 */
export function isOfOther(origins: Origins, from: keyof Origins, target: URL): boolean {
  const own = new URL(origins[from].address);
  const other = new URL(origins[from === 'registry' ? 'upstream' : 'registry'].address);
  if (own.origin !== other.origin) return target.origin === other.origin;
  return depthIn(other, target) > depthIn(own, target);
}

/** How many elements of a path an address has above a target; -1 where the target does not stand below it. */
function depthIn(address: URL, target: URL): number {
  if (address.origin !== target.origin) return -1;
  const above = elementsOf(address.pathname);
  const below = elementsOf(target.pathname);
  return above.every((element, index) => element === below[index]) ? above.length : -1;
}

/** As a lenient server reads a path: decoded, and with one slash for many. */
function elementsOf(pathname: string): string[] {
  let decoded = pathname;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // It is compared as it stands.
  }
  const elements: string[] = [];
  for (const element of decoded.split('/')) {
    if (element === '..') elements.pop();
    else if (element !== '' && element !== '.') elements.push(element.toLowerCase());
  }
  return elements;
}
