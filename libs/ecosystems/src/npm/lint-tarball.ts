import { findSubpathsWithoutDefault } from './export-map.ts';
import { findMissingFiles } from './named-files.ts';
import type { PackageJson } from './package-json.ts';
import { judgeFinding, type Verdict } from './publint-rules.ts';
import type { TarballEntry } from './tarball.ts';
import { explainMissingWayIn } from './way-in.ts';

/** Checks that a package holds every file that its package.json names, and something that users can load. */
export function checkNamedFiles(packageJson: PackageJson, files: readonly string[]): void {
  const missing = findMissingFiles(packageJson, files).map(
    ({ field, path }) => `${field.join(' > ')} names ${path}`,
  );
  if (missing.length > 0) throw new Error(`${missing.join(', ')}, which the tarball lacks`);
  const unusable = explainMissingWayIn(packageJson, files);
  if (unusable !== undefined) throw new Error(`the package ${unusable}`);
}

/** Checks that users can reach every subpath of `exports` under any conditions of their tools. */
export function checkDefaults({ exports }: PackageJson): void {
  const bare = findSubpathsWithoutDefault(exports);
  if (bare.length === 0) return;
  const named = bare.map((path) => `"${path}"`).join(', ');
  throw new Error(
    `exports of ${named} have no "default", so not every user can load them: add it as the last condition`,
  );
}

/**
 * Runs publint and returns its advice; throws for faults that break users. Its suggestions are off.
 *
 * @see https://publint.dev/rules
 */
export async function lintTarball(tarball: Buffer, entries: readonly TarballEntry[]): Promise<string[]> {
  const [{ publint }, { formatMessage }, { parseSync }] = await Promise.all([
    import('publint'),
    import('publint/utils'),
    import('oxc-parser'),
  ]);
  const { messages, pkg } = await publint({
    pack: { tarball: new Uint8Array(tarball).buffer },
    level: 'warning',
    strict: true,
  });
  const isModule = (file: string): boolean => {
    const text = entries.find(({ path }) => path === file)?.content.toString('utf8') ?? '';
    return parseSync(file, text).module.hasModuleSyntax;
  };
  const found: Record<Verdict, string[]> = { fail: [], warn: [], pass: [] };
  for (const message of messages)
    found[judgeFinding(message, isModule)].push(
      formatMessage(message, pkg, { color: false }) ?? message.code,
    );
  if (found.fail.length > 0) throw new Error(found.fail.join('; '));
  return found.warn;
}
