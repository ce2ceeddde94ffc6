import { expect, test } from 'vitest';
import { checkDefaults, checkNamedFiles, lintTarball } from './lint-tarball.ts';
import { readTarball } from './tarball.ts';
import { packSample, sampleFiles } from './testing/sample-package.ts';

const withExports = (exports: unknown): Record<string, string> => {
  const files = sampleFiles();
  const manifest = JSON.parse(files['package.json'] ?? '');
  return { ...files, 'package.json': JSON.stringify({ ...manifest, exports }) };
};

const lint = async (files: Record<string, string>): Promise<string[]> => {
  const { bytes } = await packSample(files);
  return lintTarball(bytes, await readTarball(bytes));
};

test('publint finds nothing in a sample without a fault', async () => {
  expect(await lint(sampleFiles())).toEqual([]);
});

test('publint fails conditions in an order by which one of them never fits', async () => {
  const exports = { '.': { default: './dist/index.js', import: './dist/index.js' } };
  await expect(lint(withExports(exports))).rejects.toThrow('default');
});

test('publint only warns of what npm, Node and tsc take', async () => {
  const own = { '@acme/source': './src/index.ts', types: './dist/index.d.ts', default: './dist/index.js' };
  const exports = {
    '.': [own],
    './late': { import: './dist/index.js', types: './dist/index.d.ts' },
    './*': { acme: './src/*.ts' },
  };
  expect(await lint(withExports(exports))).toEqual([
    expect.stringContaining('fallback array'),
    expect.stringContaining('should be the first'),
  ]);
});

test('a target with "types" and "import" and no "default" is named', () => {
  const exports = { './parts': { types: './a.d.ts', import: './a.js' } };
  expect(() => checkDefaults({ name: 'sdk', exports })).toThrow('exports of "./parts" have no "default"');
});

test('a file that is not there is named with its field', () => {
  expect(() => checkNamedFiles({ name: 'sdk', exports: './a.js' }, ['b.js'])).toThrow('exports names a.js');
});
