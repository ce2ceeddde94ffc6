import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { GoClient } from './go-command.ts';

/** The packages of a module that its users can reach, by import path. */
export interface ModulePackages {
  /** Packages that a program can import. */
  readonly importable: readonly string[];
  /** Packages that `go install` makes a program of. */
  readonly programs: readonly string[];
  /** Packages without a Go file for this platform, each with the reason. */
  readonly excluded: readonly ExcludedPackage[];
}

interface ExcludedPackage {
  readonly importPath: string;
  readonly reason: string;
}

const packageSchema = z.looseObject({
  ImportPath: z.string(),
  Name: z.string().optional(),
  GoFiles: z.array(z.string()).optional(),
  CgoFiles: z.array(z.string()).optional(),
  IgnoredGoFiles: z.array(z.string()).optional(),
  Error: z.looseObject({ Err: z.string() }).optional(),
});

const FIELDS = Object.keys(packageSchema.shape).join(',');

/**
 * Lists the packages of a module by the go command's own rules. It omits `testdata`, folders that begin with `_` or
 * `.`, nested modules, and folders with nothing but tests. Packages below `internal` are not for users.
 *
 * @param folder the folder of a module that requires the module.
 * @param root the module's own folder.
 * @throws Error if a folder is no package, in go's words.
 */
export async function listModulePackages(
  go: GoClient,
  folder: string,
  module: string,
  root: string,
): Promise<ModulePackages> {
  const output = await go.ask(folder, 'list', '-e', '-find', `-json=${FIELDS}`, `${module}/...`);
  const listed = z.array(packageSchema).parse(JSON.parse(`[${output.replaceAll(/^\}\n\{/gm, '},{')}]`));
  const reachable = listed.filter(({ ImportPath }) => !isInternal(ImportPath));
  const wrong = reachable.flatMap(({ ImportPath, Error: error }) =>
    error === undefined ? [] : [`${ImportPath}: ${error.Err}`],
  );
  if (wrong.length > 0) throw new Error(wrong.join('\n'));
  const built = reachable.filter(({ GoFiles = [], CgoFiles = [] }) => GoFiles.length + CgoFiles.length > 0);
  const paths = (programs: boolean): string[] =>
    built.filter(({ Name }) => (Name === 'main') === programs).map(({ ImportPath }) => ImportPath);
  const builtPaths = new Set(built.map(({ ImportPath }) => ImportPath));
  return {
    importable: paths(false),
    programs: paths(true),
    excluded: await listExcludedPackages(go, folder, module, root, builtPaths),
  };
}

/** @see https://go.dev/ref/mod#internal-packages, and `go help packages` for the other names. */
const isInternal = (importPath: string): boolean => /(^|\/)internal(\/|$)/.test(importPath);
const isNoPackage = (name: string): boolean => /^[_.]|^(testdata|vendor|internal)$/.test(name);

/** Lists the folders that go ignores because this platform meets no Go file's constraints. */
async function listExcludedPackages(
  go: GoClient,
  folder: string,
  module: string,
  root: string,
  builtPaths: ReadonlySet<string>,
): Promise<ExcludedPackage[]> {
  const found: (ExcludedPackage & { readonly cgo: boolean })[] = [];
  const walk = async (below: string): Promise<void> => {
    const entries = await readdir(path.join(root, below), { withFileTypes: true });
    if (below !== '.' && entries.some(({ name }) => name === 'go.mod')) return;
    const importPath = path.posix.join(module, below);
    const files = entries.filter((entry) => entry.isFile() && isSource(entry.name)).map(({ name }) => name);
    if (files.length > 0 && !builtPaths.has(importPath)) {
      const sources = await Promise.all(
        files.map(async (file) => ({ file, text: await readFile(path.join(root, below, file), 'utf8') })),
      );
      const meant = sources.filter(({ text }) => !/^\/\/go:build ignore\s*$/m.test(text));
      const reason = meant.map(({ file }) => file).join(', ');
      const cgo = meant.some(({ text }) => /^\s*import\s+"C"/m.test(text));
      if (meant.length > 0) found.push({ importPath, reason, cgo });
    }
    for (const entry of entries)
      if (entry.isDirectory() && !isNoPackage(entry.name)) await walk(path.posix.join(below, entry.name));
  };
  await walk('.');
  if (found.length === 0) return [];
  const [cgo, ...platform] = (await go.ask(folder, 'env', 'CGO_ENABLED', 'GOOS', 'GOARCH')).split('\n');
  return found.map(({ importPath, reason, cgo: needsCgo }) => ({
    importPath,
    reason:
      needsCgo && cgo === '0'
        ? `${reason} needs cgo, and there is no C compiler here`
        : `build constraints exclude all its Go files on ${platform.join('/')}: ${reason}`,
  }));
}

const isSource = (file: string): boolean => /^[^_.].*(?<!_test)\.go$/.test(file);
