import type { ReadEntry } from 'tar';
import { parseJsonFile } from './json-file.ts';
import { PACKAGE_JSON, type PackageJson, packageJsonSchema } from './package-json.ts';

export interface TarballEntry {
  /** From the package's folder. */
  readonly path: string;
  readonly mode: number;
  readonly mtime: Date | undefined;
  readonly content: Buffer;
}

/** Returns npm's name of a packed file: `@scope/name` becomes `scope-name`. */
export function tarballName(name: string, version: string): string {
  return `${name.replace(/^@/, '').replace('/', '-')}-${version}.tgz`;
}

/** Reads a package's tarball. All entries are in one folder, whose name does not matter to npm. */
export async function readTarball(bytes: Buffer): Promise<TarballEntry[]> {
  const { Parser } = await import('tar');
  const entries: Promise<TarballEntry>[] = [];
  const parser = new Parser({ strict: true, onReadEntry: (entry) => entries.push(read(entry)) });
  await new Promise<void>((resolve, reject) => {
    parser.on('end', resolve);
    parser.on('error', reject);
    parser.end(bytes);
  });
  return Promise.all(entries);
}

async function read(entry: ReadEntry): Promise<TarballEntry> {
  const { path, mode = 0, mtime } = entry;
  return { path: path.replace(/^[^/]+\//, ''), mode, mtime, content: await entry.concat() };
}

/** Reads the package.json of a tarball. */
export function packageJsonOf(entries: readonly TarballEntry[]): PackageJson {
  const text = entries.find(({ path }) => path === PACKAGE_JSON)?.content.toString('utf8') ?? '';
  return parseJsonFile(`the tarball's ${PACKAGE_JSON}`, text, packageJsonSchema).content;
}
