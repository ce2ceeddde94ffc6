import { satisfies } from '@renovatebot/pep440';

/**
 * Whether a service with this specifier accepts an SDK of this base version.
 * @see https://peps.python.org/pep-0440/#version-specifiers
 */
export function acceptsPypi(range: string, base: string): boolean {
  return satisfies(base, range);
}
