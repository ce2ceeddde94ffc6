import { subpathsWithoutDefault } from './export-map.ts';
import { missingFiles } from './named-files.ts';
import type { PackageJson } from './package-json.ts';

/** Checks that a package holds every file that its package.json names. */
export function checkNamedFiles(packageJson: PackageJson, files: readonly string[]): void {
  const missing = missingFiles(packageJson, files).map(
    ({ field, path }) => `${field.join(' > ')} names ${path}`,
  );
  if (missing.length > 0) throw new Error(`${missing.join(', ')}, which the tarball does not hold`);
}

/** Checks that every subpath of `exports` can be reached whatever conditions the user's tool sets. */
export function checkDefaults({ exports }: PackageJson): void {
  const bare = subpathsWithoutDefault(exports);
  if (bare.length === 0) return;
  const named = bare.map((path) => `"${path}"`).join(', ');
  throw new Error(
    `exports of ${named} have no "default", so not every user can load them: add it as the last condition`,
  );
}

/** Runs publint, strictly: its warnings fail, its suggestions don't. @see https://publint.dev/rules */
export async function lintTarball(tarball: Buffer): Promise<void> {
  const [{ publint }, { formatMessage }] = await Promise.all([import('publint'), import('publint/utils')]);
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    level: 'warning',
    strict: true,
  });
  const told = messages.map((message) => formatMessage(message, pkg, { color: false }) ?? message.code);
  if (told.length > 0) throw new Error(told.join('; '));
}
