import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { listFilesUnder } from '@ameideio/ecosystems';
import { parseSync } from 'oxc-parser';

/** A file that imports from another folder, or by a package's name. Paths start at the workspace's root. */
export interface Import {
  readonly file: string;
  /** A file's path, or the package's name as the import writes it. */
  readonly from: string;
}

/** Every import of the modules under these folders: of values and of types, static, dynamic and re-exports. */
export async function importsUnder(root: string, folders: readonly string[]): Promise<Import[]> {
  const files = (await listFilesUnder(root, folders)).filter((file) => /\.m?[jt]s$/.test(file));
  const all = files.map(async (file) => importsOf(file, await readFile(path.join(root, file), 'utf8')));
  return (await Promise.all(all)).flat();
}

export function importsOf(file: string, code: string): Import[] {
  const { module } = parseSync(file, code);
  const specifiers = [
    ...module.staticImports.map(({ moduleRequest }) => moduleRequest.value),
    ...module.staticExports.flatMap(({ entries }) =>
      entries.flatMap(({ moduleRequest }) => moduleRequest?.value ?? []),
    ),
    ...module.dynamicImports.map(({ moduleRequest: { start, end } }) =>
      code.slice(start, end).replaceAll(/^['"`]|['"`]$/g, ''),
    ),
  ];
  return [...new Set(specifiers)].map((specifier) => ({
    file,
    from: specifier.startsWith('.') ? path.posix.join(path.posix.dirname(file), specifier) : specifier,
  }));
}
