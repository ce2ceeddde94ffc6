import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository } from '../history/testing/repository.ts';
import { readGoManifest, withVersion } from './manifest.ts';

const GO_MOD = 'module example.com/sdk\n\nrequire example.com/a v1.0.0\n';

test('an SDK has its base version in version.go, a service has none', async () => {
  await using folder = await newRepository();
  await folder.write({ 'go.mod': GO_MOD });
  const requirements = [
    { name: 'example.com/a', range: 'v1.0.0', file: path.join(folder.root, 'go.mod'), line: 3 },
  ];
  expect(await readGoManifest(folder.root)).toMatchObject({
    name: 'example.com/sdk',
    base: undefined,
    requirements,
  });
  await folder.write({ 'version.go': 'package sdk\n\n// Version is ours.\nconst Version = "1.2.3"\n' });
  expect(await readGoManifest(folder.root)).toMatchObject({
    name: 'example.com/sdk',
    base: '1.2.3',
    requirements,
  });
});

test.each([
  ['no go.mod', {}, "go.mod can't be read"],
  ['no module', { 'go.mod': 'go 1.24\n' }, 'go.mod:1 has no "module" line'],
  [
    'a broken line',
    { 'go.mod': 'module x\n\nrequire (\n\ta\n)\n' },
    "go.mod:4 can't be read: the requirement of a lacks",
  ],
  ['no version', { 'go.mod': GO_MOD, 'version.go': 'package sdk\n' }, 'version.go declares no Version'],
  [
    'a version that is put together',
    {
      'go.mod': GO_MOD,
      'version.go': 'package sdk\n\nconst (\n\tName = "sdk"\n\tVersion = "1" + ".2.3"\n)\n',
    },
    'version.go:5 declares Version, but not as one string',
  ],
])('with %s it is refused, with file and reason', async (what, files, message) => {
  await using folder = await newRepository();
  await folder.write(files);
  const refused = readGoManifest(folder.root);
  await expect(refused).rejects.toThrow(
    expect.objectContaining({
      code: what.includes('version') ? 'VERSION_NOT_STATED' : 'MANIFEST_UNREADABLE',
    }),
  );
  await expect(refused).rejects.toThrow(message);
  await expect(refused).rejects.toThrow(folder.root);
});

test('writing the version changes no other byte', () => {
  const text =
    'package sdk\r\n\n// const Version = "0.0.0"\nconst Version = "1.2.3" // "1.2.3"\nconst Other = "1.2.3"\n';
  expect(withVersion(text, '1.2.3-dev.$&')).toBe(text.replace('= "1.2.3" //', () => '= "1.2.3-dev.$&" //'));
});

test('a v before the base version is none of it, and stays', async () => {
  await using folder = await newRepository();
  const source = 'package sdk\n\nvar Version = `v1.2.3`\n';
  await folder.write({ 'go.mod': GO_MOD, 'version.go': source });
  expect(await readGoManifest(folder.root)).toMatchObject({ base: '1.2.3' });
  expect(withVersion(source, '1.2.4-dev.1')).toBe('package sdk\n\nvar Version = `v1.2.4-dev.1`\n');
});
