import type { ReadAccess } from '../reader.ts';

/** The two registries behind a router. */
export interface Origins {
  /** Serves the internal names. */
  readonly registry: ReadAccess;
  /** Serves the third parties. */
  readonly upstream: ReadAccess;
}

/**
 * Whether an address belongs to the other registry, to which the router must not be led. If both are on one host, the
 * longer matching address decides.
 */
export function isOfOtherRegistry(origins: Origins, from: keyof Origins, target: URL): boolean {
  const own = new URL(origins[from].address);
  const otherAddress = new URL(origins[from === 'registry' ? 'upstream' : 'registry'].address);
  if (own.origin !== otherAddress.origin) return target.origin === otherAddress.origin;
  return depthIn(otherAddress, target) > depthIn(own, target);
}

/** Counts the path elements of an address that contains a target; -1 if it does not contain the target. */
function depthIn(address: URL, target: URL): number {
  if (address.origin !== target.origin) return -1;
  const above = elementsOf(address.pathname);
  const below = elementsOf(target.pathname);
  return above.every((element, index) => element === below[index]) ? above.length : -1;
}

/** Splits a path as a lenient server reads it: decoded, and with repeated slashes merged. */
function elementsOf(pathname: string): string[] {
  let decoded = pathname;
  try {
    decoded = decodeURIComponent(pathname);
  } catch {
    // An element that can't be decoded is compared as it is.
  }
  const elements: string[] = [];
  for (const element of decoded.split('/')) {
    if (element === '..') elements.pop();
    else if (element !== '' && element !== '.') elements.push(element.toLowerCase());
  }
  return elements;
}
