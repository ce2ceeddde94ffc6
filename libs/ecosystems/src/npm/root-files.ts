import path from 'node:path';
import type { PackageJson } from './package-json.ts';

/**
 * The completions that Node tries for `main`. @see https://nodejs.org/api/modules.html#all-together LOAD_AS_FILE,
 * LOAD_INDEX
 */
const CODE = ['', '.js', '.json', '.node', '/index.js', '/index.json', '/index.node'];

/**
 * The completions that TypeScript tries for `types`.
 * @see https://www.typescriptlang.org/docs/handbook/modules/reference.html#packagejson-main-and-types
 */
const TYPES = ['', '.d.ts', '.ts', '/index.d.ts', '/index.ts'];

/** The files that `import` and `require` load from a package without `exports`, from its folder, as `./…`. */
export interface RootFiles {
  readonly code: string | undefined;
  /** The declarations that package.json names, or those beside `main`. */
  readonly types: string | undefined;
}

/** Finds the files from which Node and TypeScript load a package without `exports`. */
export function findRootFiles(packageJson: PackageJson, files: readonly string[]): RootFiles {
  const { main, types, typings } = packageJson;
  const relative = (file: string | undefined): string | undefined => file && `./${file}`;
  return {
    code: relative(mainFile(main ?? '', files) ?? mainFile('', files)),
    types: relative(typesFile(types ?? typings ?? main ?? '', files) ?? typesFile('', files)),
  };
}

/** Returns the file that a `main` means: `./` means `index.js`; undefined if there is none. */
export function mainFile(main: string, files: readonly string[]): string | undefined {
  return findCompleted(main, CODE, files);
}

/** Returns the file that a `types` means: `./` means `index.d.ts`, and `index.js` the declarations beside it. */
export function typesFile(types: string, files: readonly string[]): string | undefined {
  const beside = types.replace(/\.([cm]?)js$/, '.d.$1ts');
  return findCompleted(types, TYPES, files, /\.[cm]?ts$/) ?? findCompleted(beside, [''], files, /\.[cm]?ts$/);
}

function findCompleted(
  named: string,
  endings: readonly string[],
  files: readonly string[],
  kind = /(?:)/,
): string | undefined {
  const base = path.posix.join('.', named).replace(/\/$/, '');
  const candidates = endings.map((ending) => path.posix.join(`${base}${ending}`));
  return candidates.find((candidate) => kind.test(candidate) && files.includes(candidate));
}
