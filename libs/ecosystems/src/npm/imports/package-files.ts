import { readFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PACKAGE_JSON, type PackageJson } from '../package-json.ts';
import type { Format } from './find-imports.ts';

/** The files of one package. Paths start at its folder and use `/`. */
export interface PackageFiles {
  readonly packageJson: PackageJson;
  readonly paths: readonly string[];
  has(path: string): boolean;
  read(path: string): string;
}

export function packageFiles(
  packageJson: PackageJson,
  paths: readonly string[],
  read: (path: string) => string,
): PackageFiles {
  const knownFiles = new Set(paths);
  return { packageJson, paths, has: (file) => knownFiles.has(file), read };
}

/**
 * Lists the files of an installed package, including those of its install scripts but not those of its dependencies.
 */
export async function listInstalledFiles(folder: string, packageJson: PackageJson): Promise<PackageFiles> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'))
    .filter((file) => !file.startsWith('node_modules/'));
  return packageFiles(packageJson, paths, (file) => readFileSync(path.join(folder, file), 'utf8'));
}

/** Returns how Node.js parses a JavaScript file; undefined if the file's own syntax decides. */
export function formatOf(file: string, files: PackageFiles): Format | undefined {
  if (file.endsWith('.mjs')) return 'module';
  if (file.endsWith('.cjs')) return 'commonjs';
  const { type } = scopeOf(file, files).manifest;
  return type === 'module' || type === 'commonjs' ? type : undefined;
}

/** A package.json as Node.js reads it; unknown values count as absent. */
export interface ScopeManifest {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly main?: unknown;
  readonly exports?: unknown;
  readonly imports?: unknown;
}

/** Finds the nearest package.json to a file, with its folder: '' is the package's own. */
export function scopeOf(
  file: string,
  files: PackageFiles,
): { readonly folder: string; readonly manifest: ScopeManifest } {
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) {
    const manifest = path.posix.join(folder, PACKAGE_JSON);
    if (files.has(manifest)) return { folder, manifest: manifestAt(manifest, files) };
  }
  return { folder: '', manifest: files.packageJson };
}

/** Reads a package.json below the package's own one; empty if it is not JSON. */
export function manifestAt(file: string, files: PackageFiles): ScopeManifest {
  try {
    const content: unknown = JSON.parse(files.read(file));
    return typeof content === 'object' && content !== null ? content : {};
  } catch {
    return {};
  }
}
