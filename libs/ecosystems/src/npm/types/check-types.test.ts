import path from 'node:path';
import { expect, test } from 'vitest';
import type { SmokeRequest } from '../../ecosystem.ts';
import { memoryRegistry, packedOf } from '../../publish/testing/memory-registry.ts';
import { runSideBySide } from '../../side-by-side.ts';
import { inScratchFolder } from '../../world/scratch-folder.ts';
import { listExportedPaths } from '../export-map.ts';
import { readPackageJson } from '../package-json.ts';
import { runPackage } from '../run/run-package.ts';
import { newUserFolder } from '../run/user-folder.ts';
import { writeFiles } from '../testing/sample-package.ts';
import { checkTypes } from './check-types.ts';

type Files = Readonly<Record<string, string>>;

const NAME = 'typed-sample';

interface Checked {
  /** Returns why a check failed. */
  readonly failure: string | undefined;
  readonly warnings: readonly string[];
}

/** Loads and compiles a package as a smoke does, in a project that was written without npm. */
async function check(
  files: Files,
  manifest: object,
  others: Readonly<Record<string, Files>> = {},
): Promise<Checked> {
  return inScratchFolder('types', async (sandbox) => {
    const warnings: string[] = [];
    const registry = memoryRegistry();
    const request: SmokeRequest = {
      packed: { ...packedOf({ tarball: 't' }), name: NAME },
      registry,
      clientAccess: { ...registry, routed: undefined },
      check: (_, run) => run(),
      warn: (_, message) => warnings.push(message),
      notRun: () => {},
      skip: {},
      smokeFolder: undefined,
      sandbox,
      log: () => {},
    };
    const user = await newUserFolder(request, 'project');
    const all = {
      'package.json': JSON.stringify({ name: NAME, version: '1.2.3', type: 'module', ...manifest }),
      ...files,
    };
    await writeFiles(user.packageFolder, all);
    for (const [name, other] of Object.entries(others))
      await writeFiles(path.join(user.path, 'node_modules', name), other);
    const { content: packageJson } = await readPackageJson(user.packageFolder);
    const paths = listExportedPaths(packageJson, Object.keys(all));
    const { checks, exported, optional } = await runPackage(request, user, packageJson, paths);
    const loading = runSideBySide(...checks).catch(() => {});
    const types = {
      ...request,
      packageJson,
      files: Object.keys(all),
      paths,
      user,
      exported,
      optional,
      loading,
    };
    const failure = await checkTypes(types).then(
      () => undefined,
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    await loading;
    return { failure, warnings };
  });
}

/** A subpath that is a folder: `./sub` has `sub/index.js` with `sub/index.d.ts`, as CommonJS if it ends with `cjs`. */
function subpaths(
  parts: Readonly<Record<string, readonly [code: string, types: string]>>,
): [Files, { exports: object }] {
  const files = Object.entries(parts).flatMap(([name, [code, types]]) => {
    const letter = name.endsWith('cjs') ? 'c' : '';
    return [
      [`${name}/index.${letter}js`, code],
      [`${name}/index.d.${letter}ts`, types],
    ];
  });
  const exports = Object.entries(parts).map(([name]) => {
    const letter = name.endsWith('cjs') ? 'c' : '';
    return [`./${name}`, { types: `./${name}/index.d.${letter}ts`, default: `./${name}/index.${letter}js` }];
  });
  return [Object.fromEntries(files), { exports: Object.fromEntries(exports) }];
}

test('declarations that say what runs, in every way in which they can', async () => {
  const [files, manifest] = subpaths({
    values: [
      'export const a = 1; export function f() {} export class C {} export const E = { A: 1 }; export default C;',
      'export declare const a: number; export declare function f(): void; export declare class C {}\n' +
        'export declare enum E { A = 1 }\nexport default C;\nexport interface I {}\nexport type T = I;',
    ],
    erased: [
      'export {};',
      'export declare const enum Inlined { A = 1 }\nexport declare namespace Types { type T = 1; }\n' +
        "export type { C } from '../values/index.js';\nexport type * from '../values/index.js';\n" +
        'export { Inlined as Renamed, type Inlined as Typed };',
    ],
    'function-cjs': [
      'module.exports = function f() {}; module.exports.version = 1;',
      'declare function f(): void;\ndeclare namespace f { const version: number; interface Options {} }\nexport = f;',
    ],
    'instance-cjs': [
      'class Client { send() {} } module.exports = new Client();',
      'declare class Client { send(): void; connection: object; later?: string; }\ndeclare const client: Client;\nexport = client;',
    ],
    'class-cjs': [
      'module.exports = class Service { static create() {} };',
      'declare class Service { static create(): Service; static instance: Service; }\nexport = Service;',
    ],
    'default-cjs': [
      'Object.defineProperty(exports, "__esModule", { value: true }); exports.default = () => {}; exports.more = 1;',
      'declare const f: () => void;\nexport default f;\nexport declare const more: number;',
    ],
    'proxy-cjs': [
      'module.exports = new Proxy(() => {}, {});',
      'declare function f(): void;\ndeclare namespace f { const anything: string; }\nexport = f;',
    ],
    'any-cjs': ['module.exports = { a: 1 };', 'declare const anything: any;\nexport = anything;'],
    getters: [
      'export * as inner from "../values/index.js"; export { a as renamed } from "../values/index.js";',
      'export * as inner from "../values/index.js"; export { a as renamed } from "../values/index.js";',
    ],
  });
  const { failure, warnings } = await check(files, manifest);
  expect(failure).toBeUndefined();
  // Authors of `export =` mean members of the default; TypeScript also offers them as named exports.
  expect(warnings).toEqual([
    expect.stringMatching(/class-cjs" is CommonJS that must say .* to see create$/),
    expect.stringMatching(/proxy-cjs" is CommonJS that must say .* to see anything$/),
  ]);
});

test('every value that only the declarations have is named, in the module systems that lack it', async () => {
  const [files, manifest] = subpaths({
    gone: [
      'export const here = 1;',
      'export declare const here: number; export declare function gone(): void;',
    ],
    'namespace-cjs': [
      'module.exports = function f() {};',
      'declare function f(): void;\ndeclare namespace f { export const version: number; }\nexport = f;',
    ],
    'object-cjs': ['module.exports = { a: 1 };', 'declare const o: { a: number; b: number };\nexport = o;'],
    'default-cjs': ['module.exports = () => {};', 'declare function f(): void;\nexport default f;'],
    'dynamic-cjs': [
      'for (const name of ["unseen"]) exports[name] = 1;',
      'export declare const unseen: number;',
    ],
    'callable-cjs': ['exports.f = () => {};', 'declare function f(): void;\nexport = f;'],
    double: [
      'import c from "../esm/index.cjs"; export default c;',
      'declare function f(): void;\nexport default f;',
    ],
  });
  const all = { ...files, 'esm/index.cjs': 'exports.default = () => {};' };
  const { failure } = await check(all, manifest);
  const lines = (failure ?? '').split('\n');
  const line = (text: string) => text.replaceAll('~', NAME);
  expect(lines.slice(0, -1).sort()).toEqual(
    [
      line('import "~/gone", require("~/gone") does not have gone'),
      line('import "~/namespace-cjs", require("~/namespace-cjs") does not have version'),
      line('import "~/object-cjs", require("~/object-cjs") does not have b'),
      line('require("~/default-cjs") does not have default'),
      line(
        'import "~/default-cjs" has no "default" within its default, where TypeScript looks for it since its declarations are CommonJS',
      ),
      line('import "~/dynamic-cjs" is CommonJS that must say "exports.name = …" for Node.js to see unseen'),
      line(
        'require("~/callable-cjs") can not be called or constructed, though its declarations say so by "export ="',
      ),
      line(
        'import "~/callable-cjs", import "~/double" has a default that can not be called or constructed, though its declarations say so',
      ),
    ].sort(),
  );
  expect(lines.at(-1)).toBe('Export the declared values, or correct the declarations.');
});

test('an error in the sources of a dependency hides no difference of the package', async () => {
  const [, manifest] = subpaths({ gone: ['', ''] });
  const files = {
    'gone/index.js': 'export const here = 1;',
    'gone/index.d.ts':
      "import { a } from 'sources';\nexport declare const here: number; export declare const gone: typeof a;",
  };
  // The compiler looks into it, since it is no declaration. Its errors have the line numbers of the two probes.
  const sources = {
    'package.json': JSON.stringify({ name: 'sources', version: '1.0.0', type: 'module', exports: './a.ts' }),
    'a.ts': 'export const a: number = "a";\nexport const b: number = "b";',
  };
  const { failure } = await check(files, { ...manifest, dependencies: { sources: '1' } }, { sources });
  expect(failure).toContain('import "typed-sample/gone", require("typed-sample/gone") does not have gone');
});

test('what TypeScript alone adds, and what no author has stated, is a warning', async () => {
  const files = {
    'index.js': 'export const a = 1; export default { a };',
    'index.d.cts': 'export declare const a: number;\ndeclare const all: { a: number };\nexport default all;',
    'plain.js': 'export const a = 1;',
    'plain.d.cts': 'export declare const a: number;',
    'hidden.js': 'export const make = () => {};',
    'hidden.d.ts': 'declare class Made {}\nexport declare function make(): Made;',
    'set.cjs': 'module.exports = {};',
    'set.d.cts': 'declare namespace set { let later: boolean; export let option: boolean; }\nexport = set;',
    'lib/raw.js': 'export const raw = 1;',
    'register.js': 'globalThis.registered = true;',
    'declared.js': 'globalThis.declared = true;',
    'declared.d.ts': 'declare var declared: boolean;',
    'globals.d.ts': 'interface Window { mine: string }',
  };
  const exports = {
    '.': { types: './index.d.cts', default: './index.js' },
    './plain': { types: './plain.d.cts', default: './plain.js' },
    './hidden': './hidden.js',
    './set': './set.cjs',
    './lib/raw.js': './lib/raw.js',
    './register': './register.js',
    './declared': './declared.js',
    './globals': { types: './globals.d.ts' },
  };
  const { failure, warnings } = await check(files, { exports });
  expect(failure).toBeUndefined();
  expect(warnings.map((text) => text.replaceAll(NAME, '~')).sort()).toEqual([
    'import "~" has no "default" within its default, where TypeScript looks for it since its declarations are CommonJS',
    'import "~/hidden", require("~/hidden") does not have Made',
    'import "~/plain" is an ES module without a default, which TypeScript adds since its declarations are CommonJS',
    'import "~/set", require("~/set") does not have later, option',
    'without declarations are ~/lib/raw.js',
  ]);
});

test('a subpath that exports something needs declarations where the package has some', async () => {
  const files = {
    'index.js': 'export const a = 1;',
    'index.d.ts': 'export declare const a: number;',
    'more.js': 'export const b = 1;',
  };
  const exports = { '.': './index.js', './more': './more.js' };
  const { failure } = await check(files, { exports });
  expect(failure).toMatch(/^typed-sample\/more has no declarations of its exports: add them/);
  const { failure: none, warnings } = await check({ 'more.js': files['more.js'] }, { exports: './more.js' });
  expect(none).toBeUndefined();
  expect(warnings).toEqual([expect.stringContaining('holds no declarations')]);
});

test('errors in the declarations of others are warnings, its own are fatal with file and line', async () => {
  const dependency: Files = {
    'package.json': JSON.stringify({
      name: 'dependency',
      version: '1.0.0',
      types: './index.d.ts',
      main: './index.js',
    }),
    'index.js': 'exports.a = 1;',
    'index.d.ts':
      '/// <reference types="node" />\nimport type { Readable } from \'node:stream\';\nexport declare const a: Buffer | Readable;',
  };
  const peer: Files = {
    'package.json': JSON.stringify({ name: 'untyped-peer', version: '1.0.0' }),
    'index.js': '',
  };
  const files = {
    'index.js': 'export const b = 1;',
    'index.d.ts':
      "import type { a } from 'dependency';\nimport type { Element } from 'untyped-peer';\nexport declare const b: typeof a | Element;",
  };
  const manifest = {
    exports: './index.js',
    dependencies: { dependency: '1' },
    peerDependencies: { 'untyped-peer': '1' },
  };
  const { failure, warnings } = await check(files, manifest, { dependency, 'untyped-peer': peer });
  expect(failure).toBeUndefined();
  expect(warnings).toEqual([
    expect.stringMatching(/typed-sample\/index\.d\.ts:2 error TS7016: .*'untyped-peer'/),
    expect.stringMatching(/^dependency has errors in its own declarations: .* \(and 2 more\)$/),
  ]);

  const own = { ...files, 'index.d.ts': `${files['index.d.ts']}\nexport declare const c: Buffer | Missing;` };
  const fatal = await check(own, manifest, { dependency, 'untyped-peer': peer });
  expect(fatal.failure).toMatch(
    /index\.d\.ts:4 error TS2580: .*'Buffer'.*\n.*index\.d\.ts:4 error TS2304: .*'Missing'/,
  );
});

test('declarations of what is not loaded here may need the types of another host', async () => {
  const [files, manifest] = subpaths({
    main: ['export const a = 1;', 'export declare const a: number;'],
    deno: ['export const b = Deno.args;', 'export declare const b: Deno.Args;'],
  });
  const { failure, warnings } = await check(files, manifest);
  expect(failure).toBeUndefined();
  expect(warnings).toEqual([expect.stringMatching(/^typed-sample\/deno, not loaded here: .*'Deno'/)]);
});
