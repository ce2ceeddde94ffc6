import { isBuiltin } from 'node:module';
import path from 'node:path';
import { exportMap, NODE } from '../export-map.ts';
import { PACKAGE_JSON } from '../package-json.ts';
import { findTargetFile } from '../target-file.ts';
import type { FoundImport } from './find-imports.ts';
import { isHostModule } from './host-modules.ts';
import { manifestAt, type PackageFiles, scopeOf } from './package-files.ts';

/** The target of an import. */
export type Resolved =
  | { readonly to: 'file'; readonly file: string }
  | { readonly to: 'package'; readonly name: string }
  | { readonly to: 'builtin' }
  /** A module that the host provides, or a target that only a run can know. */
  | { readonly to: 'host' }
  /** An undeclared package; users may have it all the same, as a dependency of a dependency. */
  | {
      readonly to: 'undeclared';
      readonly name: string;
      /** Whether devDependencies declares it. */
      readonly isForAuthors: boolean;
      readonly reason: string;
    }
  | { readonly to: 'nothing'; readonly reason: string };

export interface Importer {
  /** From the package's folder. */
  readonly file: string;
  /** Whether Node.js loads the file. If not, bundlers do, which also complete file names without an extension. */
  readonly forNode: boolean;
}

const REQUIRED_ENDINGS = ['', '.js', '.json', '.node'];
const BUNDLED_ENDINGS = ['', '.js', '.mjs', '.cjs', '.jsx', '.json', '.node', '.ts', '.tsx', '.css', '.vue'];
const SCHEME = /^[a-z][a-z0-9+.-]+:/i;
/** Matches package names, not the forms of bundlers' aliases: `~/file`, `@/file`, `$lib/file`. */
const PACKAGE_NAME = /^(@[\w.~-]+\/)?[a-z\d_-][\w.~-]*(?=\/|$)/i;

/** Resolves an import of a packed file: to a packed file, a built-in module or a declared dependency. */
export function resolveImport(
  { specifier, way }: Pick<FoundImport, 'specifier' | 'way'>,
  importer: Importer,
  files: PackageFiles,
): Resolved {
  if (way === 'start' || way === 'read') return fromPath(specifier, importer, files);
  if (/^(\.{1,2}(\/|$)|\/)/.test(specifier)) return fromFile(specifier, way, importer, files);
  if (isBuiltin(specifier)) return { to: 'builtin' };
  if (specifier.startsWith('#')) return resolveInternal(specifier, way, importer, files);
  if (specifier.startsWith('node:')) return resolveToNothing('Node.js has no such built-in module');
  if (SCHEME.test(specifier) || isHostModule(specifier)) return { to: 'host' };
  const [name] = PACKAGE_NAME.exec(specifier) ?? [];
  if (name === undefined) return resolveUnclear(importer, 'that is neither a path nor the name of a package');
  if (name === files.packageJson.name) return resolveSelf(specifier, name, way, importer, files);
  return resolvePackage(name, files);
}

const resolveToNothing = (reason: string): Resolved => ({ to: 'nothing', reason });

/** A bundler may resolve an import that Node.js can't. */
const resolveUnclear = ({ forNode }: Importer, reason: string): Resolved =>
  forNode ? resolveToNothing(reason) : { to: 'host' };

function resolvePackage(name: string, { packageJson }: PackageFiles): Resolved {
  const { dependencies, optionalDependencies, peerDependencies, devDependencies, peerDependenciesMeta } =
    packageJson;
  const declared = [dependencies, optionalDependencies, peerDependencies, peerDependenciesMeta];
  if (declared.some((field) => Object.hasOwn(field ?? {}, name))) return { to: 'package', name };
  const isForAuthors = Object.hasOwn(devDependencies ?? {}, name);
  const reason = isForAuthors
    ? `"${name}" stands in devDependencies alone, which users do not get: move it to "dependencies"`
    : `package.json does not declare "${name}": add it to "dependencies"`;
  return { to: 'undeclared', name, isForAuthors, reason };
}

/** Resolves a path that a program of the package reads or starts; a folder's path leads to its files. */
function fromPath(specifier: string, importer: Importer, files: PackageFiles): Resolved {
  const target = path.posix.join(path.posix.dirname(importer.file), decodePath(specifier)).replace(/\/$/, '');
  if (files.has(target)) return { to: 'file', file: target };
  // A path outside the package belongs to the user's project, and a folder may be filled later.
  if (/^(\.|\.\.(\/.*)?)$/.test(target) || !importer.forNode) return { to: 'host' };
  if (files.paths.some((file) => file.startsWith(`${target}/`))) return { to: 'host' };
  return resolveToNothing(`the package does not hold ${target}`);
}

function fromFile(
  specifier: string,
  way: FoundImport['way'],
  importer: Importer,
  files: PackageFiles,
): Resolved {
  const written = way === 'require' ? specifier : decodePath(specifier);
  if (written.startsWith('/')) return resolveUnclear(importer, 'that is a path of one machine');
  const target = path.posix.join(path.posix.dirname(importer.file), written);
  if (target === '..' || target.startsWith('../')) return resolveToNothing('that is outside of the package');
  const file =
    importer.forNode && way !== 'require'
      ? findExact(target, files)
      : findCompleted(target, importer.forNode, files);
  if (file !== undefined) return { to: 'file', file };
  const near = findCompleted(target, false, files);
  return resolveToNothing(
    near === undefined
      ? `the package does not hold ${target}`
      : `the package does not hold ${target}; name ${near}, since an import in Node.js completes no path`,
  );
}

/** Decodes the path of an import's URL: Node.js drops its query and fragment. */
function decodePath(specifier: string): string {
  const [bare = ''] = specifier.split(/[?#]/);
  try {
    return decodeURIComponent(bare);
  } catch {
    return bare;
  }
}

function findExact(target: string, files: PackageFiles): string | undefined {
  return files.has(target) ? target : undefined;
}

/** @see https://nodejs.org/api/modules.html#all-together */
function findCompleted(target: string, forNode: boolean, files: PackageFiles): string | undefined {
  const endings = forNode ? REQUIRED_ENDINGS : BUNDLED_ENDINGS;
  const folder = target.replace(/\/$/, '');
  const asFile = folder === target ? endings.map((ending) => target + ending) : [];
  const manifest = path.posix.join(folder, PACKAGE_JSON);
  const main = files.has(manifest) ? manifestAt(manifest, files).main : undefined;
  const mains = typeof main === 'string' ? [path.posix.join(folder, main)] : [];
  const indexes = [...mains, folder].map((place) => path.posix.join(place, 'index'));
  const inFolder = [
    ...mains.flatMap((place) => endings.map((ending) => place.replace(/\/$/, '') + ending)),
    ...indexes.flatMap((index) => endings.map((ending) => index + ending)),
  ];
  return [...asFile, ...inFolder].find((file) => files.has(file));
}

/** @see https://nodejs.org/api/packages.html#subpath-imports */
function resolveInternal(
  specifier: string,
  way: FoundImport['way'],
  importer: Importer,
  files: PackageFiles,
): Resolved {
  const { folder, manifest } = scopeOf(importer.file, files);
  const map = Object.entries(typeof manifest.imports === 'object' ? (manifest.imports ?? {}) : {});
  const target = findTargetFile(map, specifier, conditionsOf(way));
  if (target === undefined)
    return resolveUnclear(importer, `"imports" of ${path.posix.join(folder, PACKAGE_JSON)} does not name it`);
  if (!target.startsWith('.'))
    return resolveImport({ specifier: target, way }, { ...importer, file: PACKAGE_JSON }, files);
  return resolvePacked(path.posix.join(folder, target), importer, files);
}

/**
 * Resolves the package's own name. @see https://nodejs.org/api/packages.html#self-referencing-a-package-using-its-name
 */
function resolveSelf(
  specifier: string,
  name: string,
  way: FoundImport['way'],
  importer: Importer,
  files: PackageFiles,
): Resolved {
  const subpath = `.${specifier.slice(name.length)}`;
  const { exports, main } = files.packageJson;
  if (exports === undefined || exports === null)
    return fromFile(
      subpath === '.' ? `./${main ?? 'index.js'}` : subpath,
      subpath === '.' ? 'require' : way,
      { ...importer, file: PACKAGE_JSON },
      files,
    );
  const target = findTargetFile(exportMap(exports), subpath, conditionsOf(way));
  if (target === undefined) return resolveUnclear(importer, `"exports" does not name "${subpath}"`);
  return resolvePacked(path.posix.normalize(target), importer, files);
}

function resolvePacked(file: string, importer: Importer, files: PackageFiles): Resolved {
  if (files.has(file)) return { to: 'file', file };
  return resolveUnclear(importer, `it leads to ${file}, which the package does not hold`);
}

function conditionsOf(way: FoundImport['way']): string[] {
  return [way === 'require' ? 'require' : 'import', ...NODE];
}
