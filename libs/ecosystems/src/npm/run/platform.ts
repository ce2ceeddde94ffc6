import type { PackageJson } from '../package-json.ts';

/**
 * Explains why npm refuses to install a package on this machine; undefined if it does not refuse.
 *
 * @see https://docs.npmjs.com/cli/configuring-npm/package-json#os
 */
export function explainPlatformRefusal(
  { os, cpu }: PackageJson,
  platform = process.platform,
  arch = process.arch,
): string | undefined {
  if (!accepts(os, platform)) return `"os" in package.json does not allow ${platform}`;
  if (!accepts(cpu, arch)) return `"cpu" in package.json does not allow ${arch}`;
  return undefined;
}

/** A name with `!` excludes a platform. If the list has other names, one of them must match. */
function accepts(list: string | readonly string[] | undefined, here: string): boolean {
  const names = typeof list === 'string' ? [list] : (list ?? []);
  if (names.includes(`!${here}`)) return false;
  const allowed = names.filter((name) => !name.startsWith('!'));
  return allowed.length === 0 || allowed.includes(here) || (names.length === 1 && allowed[0] === 'any');
}
