import { expect, test } from 'vitest';
import { checkDefaults, checkNamedFiles, lintTarball } from './lint-tarball.ts';
import { packSample, sampleFiles } from './testing/sample-package.ts';

const withExports = (exports: unknown): Record<string, string> => {
  const files = sampleFiles();
  const manifest = JSON.parse(files['package.json'] ?? '');
  return { ...files, 'package.json': JSON.stringify({ ...manifest, exports }) };
};

test('publint passes a sample without a fault', async () => {
  await lintTarball((await packSample()).bytes);
});

test.each([
  [{ '.': { default: './dist/index.js', types: './dist/index.d.ts' } }, 'types'],
  [{ '.': { default: './dist/index.js', import: './dist/index.js' } }, 'default'],
])('publint fails %j', async (exports, word) => {
  await expect(lintTarball((await packSample(withExports(exports))).bytes)).rejects.toThrow(word);
});

test('publint fails a file that is not in the format that the package says', async () => {
  const files = { ...sampleFiles(), 'dist/index.js': 'module.exports = { greeting: 1 };\n' };
  await expect(lintTarball((await packSample(files)).bytes)).rejects.toThrow('CJS');
});

test('a target with "types" and "import" and no "default" is named', () => {
  const exports = { './parts': { types: './a.d.ts', import: './a.js' } };
  expect(() => checkDefaults({ name: 'sdk', exports })).toThrow('exports of "./parts" have no "default"');
});

test('a file that is not there is named with its field', () => {
  expect(() => checkNamedFiles({ name: 'sdk', exports: './a.js' }, ['b.js'])).toThrow('exports names a.js');
});
