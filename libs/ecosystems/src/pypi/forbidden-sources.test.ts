import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { findForbiddenPypiSources } from './forbidden-sources.ts';

const PROJECT = '[project]\nname = "service"\n';

async function foundIn(files: Readonly<Record<string, string>>): Promise<string[]> {
  return inScratchFolder('sources-test', async (root) => {
    const service = path.join(root, 'services', 'one');
    for (const [file, text] of Object.entries({ 'services/one/pyproject.toml': PROJECT, ...files })) {
      await mkdir(path.dirname(path.join(root, file)), { recursive: true });
      await writeFile(path.join(root, file), text);
    }
    const found = await findForbiddenPypiSources(root, service);
    return found.map(({ file, line, reason }) => `${path.relative(root, file)}:${line} ${reason}`).toSorted();
  });
}

it.each([
  [
    'services/one/pyproject.toml',
    `${PROJECT}dependencies = ["b @ file:///b"]\n`,
    3,
    'takes b from a direct reference',
  ],
  [
    'services/one/pyproject.toml',
    `${PROJECT}[tool.uv.sources]\nb = { path = "b" }\n`,
    4,
    'takes b by "path"',
  ],
  ['services/one/pyproject.toml', `${PROJECT}[[tool.uv.index]]\nurl = "u"\n`, 3, 'sets "index"'],
  [
    'services/one/pyproject.toml',
    `${PROJECT}[build-system]\nrequires = ["b @ file:///b"]\n`,
    4,
    'takes b from a direct reference',
  ],
  ['services/one/uv.toml', 'find-links = ["x"]\n', 1, 'sets "find-links"'],
  ['services/one/requirements-dev.txt', 'a\n-e ../b\n', 2, 'installs an editable folder'],
  ['services/one/requirements/test.in', './b\n', 1, 'installs from a path or an address'],
  ['services/one/pip.conf', '[global]\nindex-url = u\n', 2, 'sets "index-url"'],
  [
    'services/one/uv.lock',
    '[[package]]\nname = "b"\nsource = { editable = "../b" }\n',
    3,
    'locks b by "editable"',
  ],
  ['pyproject.toml', '[tool.uv.sources]\nb = { workspace = true }\n', 2, 'takes b by "workspace"'],
  ['services/uv.toml', 'index-url = "u"\n', 1, 'sets "index-url"'],
])('finds what %s says', async (file, text, line, reason) => {
  expect(await foundIn({ [file]: text })).toEqual([`${file}:${line} ${reason}`]);
});

it('finds nothing in a service that takes all from the registry', async () => {
  const files = {
    'services/one/pyproject.toml': `${PROJECT}dependencies = ["b>=1,<2"]\n`,
    'services/one/requirements.txt': 'c==1 \\\n    --hash=sha256:aa\n',
    'pyproject.toml': '[tool.ruff]\nline-length = 110\n',
  };
  expect(await foundIn(files)).toEqual([]);
});
