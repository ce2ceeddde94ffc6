import { compare, major, valid } from 'semver';

/** A go.mod names the lowest version that will do. @see https://go.dev/ref/mod#minimal-version-selection */
export function acceptsGo(range: string, base: string): boolean {
  // What is no version, such as a branch's name, go would replace by one that nobody has stated.
  return valid(range) !== null && major(range) === major(base) && compare(base, range) >= 0;
}
