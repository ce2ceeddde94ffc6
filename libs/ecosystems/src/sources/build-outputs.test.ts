import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository } from '../history/testing/repository.ts';
import { listBuildOutputs } from './build-outputs.ts';
import { findBuiltEntries } from './built-entries.ts';
import { outputPattern } from './output-patterns.ts';

test.each<[ignored: string, named: string[], outputs: string[]]>([
  ['lib/', ['lib'], ['lib']],
  ['lib', ['lib/index.js', 'lib/index.d.ts', 'src/index.ts'], ['lib']],
  ['build/*', ['build/esm/index.js', 'build/cjs/index.cjs'], ['build']],
  // Nx removes an output before it restores it, so a folder with sources is never an output.
  ['src/*\n!src/*.ts', ['src', 'src/a.js'], ['src/**/*.js']],
  ['packages/*/out/', ['packages/core/out/index.js'], ['packages/core/out']],
  // A compiler writes beside the sources.
  ['*.js\n*.d.ts', ['src', 'src/a.js', 'src/a.d.ts'], ['**/*.js', '**/*.d.ts']],
  ['src/**/*.js', ['src/deep/a.js', 'src/deep/b.js'], ['src/**/*.js']],
  ['src/deep/*.mjs', ['src/deep/a.mjs'], ['src/deep/**/*.mjs']],
  ['src/a.js', ['src/a.js'], ['src/a.js']],
  ['src/*.js\n!src/a.js', ['src/a.js'], []],
  ['', ['lib', 'src/a.js', 'a.js'], []],
])(
  'where git ignores %j, and the manifest names %j, the build leaves %j',
  async (ignored, named, outputs) => {
    await using repository = await newRepository();
    await repository.write({ 'sdk/.gitignore': `${ignored}\n`, 'sdk/src/a.ts': '' });
    const own = { outputs: [], namedOutputs: named };
    const [found] = await listBuildOutputs(repository.root, [{ root: 'sdk', stated: undefined, own }]);
    expect(found).toEqual({
      outputs: outputs.map((output) => `{projectRoot}/${output}`),
      needed: outputs.length > 0,
    });
  },
);

test('what is stated is all, what is conventional is there too, and a link on the way is none of it', async () => {
  await using repository = await newRepository();
  await repository.write({ '.gitignore': 'dist/\nlib/\n', 'one/a': '', 'three/a': '' });
  await symlink('../elsewhere', path.join(repository.root, 'three/lib'));
  const own = { outputs: ['dist'], namedOutputs: ['dist/index.js', 'lib/index.js'] };
  expect(
    await listBuildOutputs(repository.root, [
      { root: 'one', stated: ['{projectRoot}/out'], own },
      { root: 'two', stated: undefined, own },
      { root: 'three', stated: undefined, own },
      { root: 'four', stated: [], own },
    ]),
  ).toEqual([
    { outputs: ['{projectRoot}/out'], needed: true },
    { outputs: ['{projectRoot}/dist', '{projectRoot}/lib'], needed: true },
    { outputs: ['{projectRoot}/dist'], needed: true },
    { outputs: [], needed: false },
  ]);
});

test('a pattern leads into no modules, and to files that begin with a dot', async () => {
  await using repository = await newRepository();
  const files = [
    'sdk/a.js',
    'sdk/.b/c.js',
    'sdk/a.ts',
    'sdk/node_modules/m/i.js',
    'sdk/d/node_modules/m/i.js',
    'b.js',
  ];
  await repository.write(Object.fromEntries(files.map((file) => [file, ''])));
  const pattern = outputPattern('{projectRoot}/**/*.js', 'sdk', 'sdk');
  const found = await findBuiltEntries(repository.root, pattern === undefined ? [] : [pattern]);
  expect(found.map(({ path: file }) => file).sort()).toEqual(['sdk/.b/c.js', 'sdk/a.js']);
});
