import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { create } from 'tar';
import { describe, expect, it } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { checkPacked } from './check-packed.ts';
import { parsePyproject } from './pyproject.ts';
import { uvClient } from './uv.ts';

type Files = Readonly<Record<string, string>>;

interface Packed {
  readonly wheel: Files;
  readonly sdist?: Files;
  readonly sources: Files;
  readonly project?: string;
}

/** Collects the warnings. */
async function checked({ wheel, sdist = {}, sources, project = '' }: Packed): Promise<string[]> {
  return inScratchFolder('check-packed-test', async (folder) => {
    const bytes = (files: Files): [string, Uint8Array][] =>
      Object.entries(files).map(([file, text]) => [file, Buffer.from(text)]);
    await mkdir(path.join(folder, 'a-1'));
    await writeFile(path.join(folder, 'a-1', 'PKG-INFO'), '');
    for (const [file, text] of Object.entries(sdist)) await writeFile(path.join(folder, 'a-1', file), text);
    await create({ file: path.join(folder, 'a-1.tar.gz'), gzip: true, cwd: folder }, ['a-1']);
    await writeFile(path.join(folder, 'a.whl'), zipSync(Object.fromEntries(bytes(wheel))));
    const warnings: string[] = [];
    await checkPacked({
      pyproject: parsePyproject('pyproject.toml', `[project]\nname = "a"\n${project}`),
      root: 'sdk',
      wheel: path.join(folder, 'a.whl'),
      sdist: path.join(folder, 'a-1.tar.gz'),
      sources: new Map(bytes(sources)),
      uv: await uvClient({
        index: undefined,
        home: path.join(folder, 'home'),
        cache: path.join(folder, 'cache'),
        log: () => undefined,
      }),
      scratch: folder,
      warn: (message) => warnings.push(message),
    });
    return warnings;
  });
}

const READER = 'from pathlib import Path\nTEXT = (Path(__file__).parent / "schema.json").read_text()\n';
const refused = (message: RegExp): unknown =>
  expect.objectContaining({ code: 'SDK_NOT_PACKABLE', message: expect.stringMatching(message) });

describe('checkPacked', () => {
  it('says nothing of what is whole', async () => {
    const sources = { 'src/a/__init__.py': READER, 'src/a/schema.json': '{}', 'tests/test_a.py': '' };
    expect(await checked({ wheel: { 'a/__init__.py': READER, 'a/schema.json': '{}' }, sources })).toEqual([]);
  });

  it('refuses a wheel without a file that its modules read, though the sdist has it', async () => {
    await expect(
      checked({
        wheel: { 'a/__init__.py': READER },
        sdist: { 'schema.json': '{}' },
        sources: { 'src/a/__init__.py': READER, 'src/a/schema.json': '{}' },
      }),
    ).rejects.toThrow(
      refused(/^sdk\/src\/a\/__init__\.py:2 reads schema\.json .*lacks src\/a\/schema\.json/),
    );
  });

  it('warns of a module that reads a file of the project, outside of its package', async () => {
    const up = READER.replace('.parent /', '.parent.parent.parent /').replace(
      'schema.json',
      'pyproject.toml',
    );
    const sources = { 'src/a/__init__.py': up, 'pyproject.toml': '' };
    expect(await checked({ wheel: { 'a/__init__.py': up }, sources })).toEqual([
      expect.stringMatching(/^sdk\/src\/a\/__init__\.py:2 reads pyproject\.toml/),
    ]);
    const asks = `from pathlib import Path\nP = Path(__file__).parents[2] / "pyproject.toml"\nIS = P.is_file()\n`;
    expect(
      await checked({ wheel: { 'a/__init__.py': asks }, sources: { ...sources, 'src/a/__init__.py': asks } }),
    ).toEqual([]);
  });

  it('warns of a file that no module names, and of one that is looked for first', async () => {
    const looks = 'from pathlib import Path\nP = Path(__file__).parent / "local.json"\nIS = P.exists()\n';
    const sources = { 'a/__init__.py': looks, 'a/local.json': '{}', 'a/notes.md': '' };
    expect(await checked({ wheel: { 'a/__init__.py': looks }, sources })).toEqual([
      expect.stringMatching(/lacks files .*a\/local\.json, a\/notes\.md$/),
    ]);
  });

  it('refuses what a project has beside its code, and doubts vague names', async () => {
    const code = { 'a/__init__.py': '', 'tests/__init__.py': '', 'examples/run.py': '' };
    await expect(checked({ wheel: code, sources: code })).rejects.toThrow(
      refused(/^sdk\/examples\/run\.py:1 .*\nsdk\/tests\/__init__\.py:1 is packed as tests/),
    );
    const vague = { 'a/__init__.py': '', 'utils.py': '' };
    expect(await checked({ wheel: vague, sources: vague })).toEqual([expect.stringContaining('utils.py')]);
  });

  it('refuses a wheel without the package, and takes one of data or scripts alone', async () => {
    const sources = { 'src/a/__init__.py': '' };
    await expect(checked({ wheel: { 'a-1.dist-info/METADATA': '' }, sources })).rejects.toThrow(
      refused(/^sdk\/src\/a\/__init__\.py:1 is a package, and the wheel of a has no module/),
    );
    const data = { 'a-1.data/data/share/a.json': '{}', 'a-1.data/scripts/run.sh': '' };
    expect(await checked({ wheel: data, sources: { 'share/a.json': '{}', 'make.py': '' } })).toEqual([]);
  });

  it('wants the README and the licences that are named', async () => {
    const project = 'readme = "README.md"\nlicense-files = ["LICENSE"]\n';
    const wheel = { 'a/__init__.py': '', 'a-1.dist-info/licenses/LICENSE': '' };
    const sources = { 'a/__init__.py': '' };
    const sdist = { 'README.md': '', LICENSE: '' };
    expect(await checked({ wheel, sdist, sources, project })).toEqual([]);
    expect(await checked({ wheel: sources, sdist, sources, project })).toEqual([
      expect.stringMatching(/^sdk\/pyproject.toml:4 names LICENSE as the licence, which the wheel lacks$/),
    ]);
    await expect(checked({ wheel, sdist: { LICENSE: '' }, sources, project })).rejects.toThrow(
      refused(/^sdk\/pyproject.toml:3 names README.md as the readme/),
    );
    await expect(checked({ wheel: sources, sdist: { 'README.md': '' }, sources, project })).rejects.toThrow(
      refused(/^sdk\/pyproject.toml:4 names LICENSE as the licence/),
    );
  });
});
