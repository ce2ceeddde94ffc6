import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { runProcess } from '../../world/run-process.ts';
import { inScratchFolder } from '../../world/scratch-folder.ts';
import { type InstalledReport, inspectInstalled } from '../installed-report.ts';
import { PYTHON, type Uv } from '../uv.ts';

export interface Site {
  /** By path, from the folder that packages are installed in. */
  readonly files: Readonly<Record<string, string>>;
  /** Lines of RECORD with digests; RECORD lists the other files without. */
  readonly digests?: readonly string[];
  /** Files of other distributions. */
  readonly others?: Readonly<Record<string, string>>;
  /** Lines of the metadata, after name and version. */
  readonly metadata?: readonly string[];
  readonly entryPoints?: string;
  readonly skipped?: readonly string[];
}

/** Inspects the distribution `a` 1, installed by hand, with `inspect_installed.py`. */
export async function inspected(site: Site): Promise<InstalledReport> {
  const { files, digests = [], others = {}, metadata = [], entryPoints = '', skipped = [] } = site;
  return inScratchFolder('inspect-test', async (scratch) => {
    const folder = path.join(scratch, 'site');
    const recorded = [...Object.keys(files), 'a-1.dist-info/METADATA', 'a-1.dist-info/RECORD'];
    const without = recorded.filter((file) => !digests.some((line) => line.startsWith(`${file},`)));
    const all = {
      ...files,
      ...others,
      'a-1.dist-info/METADATA': ['Name: a', 'Version: 1', ...metadata, ''].join('\n'),
      'a-1.dist-info/RECORD': [...digests, ...without.map((file) => `${file},,`), ''].join('\n'),
      'a-1.dist-info/entry_points.txt': entryPoints,
    };
    for (const [file, text] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
      await writeFile(path.join(folder, file), text);
    }
    // A bare interpreter that finds the site by a variable.
    const program: Uv['program'] = (command, cwd, [, script = '', ...args]) =>
      runProcess({
        command,
        args: [script, ...args],
        cwd,
        env: { PATH: process.env.PATH ?? '', PYTHONPATH: folder },
        log: () => undefined,
        timeout: 30_000,
      });
    return inspectInstalled({ uv: { program }, python: PYTHON, name: 'a', folder, skipped });
  });
}
