import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { readNpmManifest } from './manifest.ts';
import { writeFiles } from './testing/sample-package.ts';

const reading = <T>(text: string, read: (folder: string) => Promise<T>) =>
  inScratchFolder('manifest', async (folder) => {
    await writeFiles(folder, { 'package.json': text });
    return read(folder);
  });

test('a manifest gives name, base and every requirement with its line', async () => {
  const text = `{
  "name": "@s/service",
  "version": "1.2.3",
  "dependencies": { "a": "^1.0.0" },
  "devDependencies": {
    "b": "~2.0.0"
  },
  "peerDependencies": { "c": "*" },
  "optionalDependencies": { "d": "4.0.0" }
}
`;
  const { name, base, requirements } = await reading(text, readNpmManifest);
  expect([name, base]).toEqual(['@s/service', '1.2.3']);
  expect(requirements.map(({ name, range, line }) => `${name} ${range} ${line}`)).toEqual([
    'a ^1.0.0 4',
    'b ~2.0.0 6',
    'c * 8',
    'd 4.0.0 9',
  ]);
});

test('a manifest that states no version has no base', async () => {
  expect((await reading('{ "name": "a" }', readNpmManifest)).base).toBeUndefined();
});

test.each([
  ['{ "version": "1.2.3" }', "package.json:1 can't be read: name: "],
  ['{\n  "name": "a",\n  "dependencies": []\n}', "package.json:3 can't be read: dependencies: "],
  ['{\n  "name": "a",\n  "scripts": { "build": 1 }\n}', "package.json:3 can't be read: scripts.build: "],
])('%j is refused', async (text, message) => {
  await expect(reading(text, readNpmManifest)).rejects.toThrow(message);
});
