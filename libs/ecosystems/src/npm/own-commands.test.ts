import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { npmOwnCommands } from './own-commands.ts';
import { writeFiles } from './testing/sample-package.ts';

test("the own commands are the scripts of the targets' names", async () => {
  const scripts = { build: 'tsc', test: 'vitest run', start: 'node .' };
  expect(await ownCommandsOf({ name: 'a', scripts })).toEqual({
    build: [['npm', 'run', 'build']],
    lint: [],
    lintPins: [],
    test: [['npm', 'run', 'test']],
    outputs: ['dist'],
    namedOutputs: [],
  });
  expect((await ownCommandsOf({ name: 'a' })).outputs).toEqual([]);
});

test('the test that npm init writes is none', async () => {
  const scripts = { test: 'echo "Error: no test specified" && exit 1' };
  expect((await ownCommandsOf({ name: 'a', scripts })).test).toEqual([]);
});

test('what a build may leave beside is what the manifest names', async () => {
  const named = await ownCommandsOf({
    name: 'a',
    scripts: { build: 'tsc' },
    files: ['lib', '/esm/**/*.js', '*.d.ts', '!lib/*.map', 'node_modules'],
    main: './lib/index.cjs',
    types: 'types/index.d.ts',
    browser: { './lib/index.cjs': './browser/index.js' },
    exports: { '.': { import: './esm/index.js', default: ['./lib/index.cjs'] }, './up': '../up.js' },
    bin: { a: 'bin/a.js' },
  });
  expect(named.namedOutputs.toSorted()).toEqual([
    'bin/a.js',
    'browser/index.js',
    'esm',
    'esm/index.js',
    'lib',
    'lib/index.cjs',
    'types/index.d.ts',
  ]);
  expect((await ownCommandsOf({ name: 'a', files: ['lib'] })).namedOutputs).toEqual([]);
});

async function ownCommandsOf(packageJson: object) {
  return inScratchFolder('own-commands', async (folder) => {
    await writeFiles(folder, { 'package.json': JSON.stringify(packageJson) });
    return npmOwnCommands(folder);
  });
}
