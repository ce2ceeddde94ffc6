import { compare, major, valid } from 'semver';

/**
 * Whether a go.mod that requires this version accepts an SDK of this base version: it names the lowest that will do.
 * @see https://go.dev/ref/mod#minimal-version-selection
 */
export function acceptsGo(range: string, base: string): boolean {
  // go would replace a query, such as a branch's name, by a version that nobody has stated.
  return valid(range) !== null && major(range) === major(base) && compare(base, range) >= 0;
}
