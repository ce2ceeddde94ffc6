import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readPypiManifest } from './manifest.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'pypi-manifest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const write = (text: string): Promise<void> => writeFile(path.join(folder, 'pyproject.toml'), text);

it('reads name, base and all requirements with their lines', async () => {
  await write(`[project]
name = "Ameide.SDK"
version = "0.1.0"
dependencies = [
  "connectrpc>=0.13,<0.14",
  'Zope.Interface[x] ; python_version < "3.13"',
]
[project.optional-dependencies]
fast = ["uvloop"]
[dependency-groups]
dev = ["pytest>=9", { include-group = "lint" }]
lint = ["ruff"]
`);
  const file = path.join(folder, 'pyproject.toml');
  expect(await readPypiManifest(folder)).toMatchObject({
    name: 'ameide-sdk',
    base: '0.1.0',
    requirements: [
      { name: 'connectrpc', range: '>=0.13,<0.14', file, line: 5 },
      { name: 'zope-interface', range: '', file, line: 6 },
      { name: 'uvloop', range: '', file, line: 9 },
      { name: 'pytest', range: '>=9', file, line: 11 },
      { name: 'ruff', range: '', file, line: 12 },
    ],
  });
});

it('knows no base where the manifest states none', async () => {
  await write('[project]\nname = "a"\ndynamic = ["version"]\n');
  expect((await readPypiManifest(folder)).base).toBeUndefined();
});

it('names file and line of what is no requirement', async () => {
  await write('[project]\nname = "a"\ndependencies = ["b", "c >= "]\n');
  await expect(readPypiManifest(folder)).rejects.toThrow(/pyproject.toml:3 can't be read: "c >= "/);
});
