import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runProcess } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { PYTHON } from './uv.ts';

/** What the script tells of a distribution with these files, installed by hand. */
async function inspected(files: Readonly<Record<string, string>>, record: string): Promise<unknown> {
  return inScratchFolder('inspect-test', async (site) => {
    const all = {
      ...files,
      'a-1.dist-info/METADATA': 'Name: a\nVersion: 1\n',
      'a-1.dist-info/RECORD': record,
    };
    for (const [file, text] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(site, file)), { recursive: true });
      await writeFile(path.join(site, file), text);
    }
    const told = await runProcess({
      command: PYTHON,
      args: [path.join(import.meta.dirname, 'inspect_installed.py'), 'a'],
      cwd: site,
      env: { PATH: process.env.PATH ?? '', PYTHONPATH: site },
      log: () => undefined,
      timeout: 30_000,
    });
    return JSON.parse(told);
  });
}

const EMPTY = 'sha256=47DEQpj8HBSa-_TImW-5JCeuQeRkm5NMpJWZG3hSuFU';

it('tells modules, errors, altered files and what is not typed', async () => {
  const files = {
    'a/__init__.py': '',
    'a/py.typed': '',
    'a/deep/er.py': 'print("to nobody")\n',
    'a/__main__.py': 'raise SystemExit(1)\n',
    'a/broken.py': 'import nowhere\n',
    'a/leaves.py': 'raise SystemExit(0)\n',
    'b.py': '',
  };
  const record = [
    `a/__init__.py,${EMPTY},0`,
    `a/py.typed,${EMPTY},0`,
    `a/deep/er.py,${EMPTY},0`,
    'a/__main__.py,,',
    'a/broken.py,,',
    'a/leaves.py,,',
    'b.py,,',
    '../../../bin/a-script.py,,',
    'a-1.dist-info/METADATA,,',
    'a-1.dist-info/RECORD,,',
  ].join('\n');
  expect(await inspected(files, record)).toEqual({
    version: '1',
    altered: ['a/deep/er.py'],
    modules: ['a', 'a.broken', 'a.deep.er', 'a.leaves', 'b'],
    errors: {
      'a.broken': expect.stringMatching(/^ModuleNotFoundError: .*nowhere/),
      'a.leaves': 'SystemExit: 0',
    },
    untyped: ['b'],
  });
});
