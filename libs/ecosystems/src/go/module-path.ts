import { PackagesError } from '@ameideio/version-manifest';

/**
 * Escapes a module path or version as the download protocol does: an upper-case letter becomes `!` and the lower-case
 * one.
 *
 * @see https://go.dev/ref/mod#goproxy-protocol
 */
export function escapeModule(text: string): string {
  return text.replaceAll(/[A-Z]/g, (letter) => `!${letter.toLowerCase()}`);
}

/** Reverses {@link escapeModule}. */
export function unescapeModule(text: string): string {
  return text.replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * Refuses a version whose major is not the one in the module path's suffix.
 *
 * @see https://go.dev/ref/mod#major-version-suffixes
 * @throws PackagesError VERSION_NOT_SPELLABLE
 */
export function checkMajor(module: string, version: string): void {
  const suffix = /(?:\/v([1-9][0-9]*)|^gopkg\.in\/.*\.v([0-9]+))$/.exec(module);
  const pathMajor = Number(suffix?.[1] ?? suffix?.[2] ?? Number.NaN);
  const major = Number(/^v(\d+)\./.exec(version)?.[1]);
  const fits = suffix === null ? major < 2 : pathMajor === major;
  if (fits) return;
  throw new PackagesError(
    'VERSION_NOT_SPELLABLE',
    `${version} is not a version that ${module} can have: from v2 on a module's path ends in its major ("/v${major}"), and only then. Change the path or the version.`,
  );
}
