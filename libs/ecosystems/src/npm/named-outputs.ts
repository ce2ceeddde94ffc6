import type { PackageJson } from './package-json.ts';

/** The fields that name files of the package. @see https://docs.npmjs.com/cli/configuring-npm/package-json */
const FIELDS = ['files', 'exports', 'main', 'module', 'browser', 'types', 'typings', 'typesVersions', 'bin'];

/**
 * Lists the files and folders that a package.json names, from the package's folder. A pattern counts up to its first
 * wildcard; paths that leave the folder don't count.
 */
export function namedOutputs(packageJson: PackageJson): string[] {
  const named = FIELDS.flatMap((field) => texts(packageJson[field])).flatMap((text) => {
    const segments = text.split('/').filter((segment) => segment !== '' && segment !== '.');
    const wild = segments.findIndex((segment) => /[*?[\]{}!]/.test(segment));
    const literal = wild === -1 ? segments : segments.slice(0, wild);
    return literal.length === 0 || literal.includes('..') || literal[0] === 'node_modules'
      ? []
      : [literal.join('/')];
  });
  return [...new Set(named)];
}

/** Lists every text in a value, at any depth. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(texts) : [];
}
