import { existsSync } from 'node:fs';
import { readdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { inScratchFolder } from './scratch-folder.ts';

test('a scratch folder is for this user alone, has an empty home, and gives on what the work gives', async () => {
  const folder = await inScratchFolder('one', async (folder) => {
    expect(path.basename(folder)).toMatch(/^nx-packages-one-/);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
    expect(await readdir(folder, { recursive: true })).toEqual(['home', path.join('home', 'tmp')]);
    await writeFile(path.join(folder, 'file.txt'), 'text');
    return folder;
  });
  expect(existsSync(folder)).toBe(false);
});

test('it is gone after a failure, and two are not the same', async () => {
  const folders: string[] = [];
  const failing = async (folder: string): Promise<never> => {
    folders.push(folder);
    throw new Error('no');
  };
  const failed = [1, 2].map(() => inScratchFolder('one', failing).catch((error: Error) => error.message));
  expect(await Promise.all(failed)).toEqual(['no', 'no']);
  expect(new Set(folders).size).toBe(2);
  expect(folders.filter((folder) => existsSync(folder))).toEqual([]);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'it is gone where %s ends the process meanwhile',
  async (signal) => {
    const module = path.join(import.meta.dirname, 'scratch-folder.ts');
    const program = `
    const { inScratchFolder } = await import(${JSON.stringify(module)});
    await inScratchFolder('signal', async (folder) => {
      process.stdout.write(folder + '\\n');
      await new Promise((resolve) => setTimeout(resolve, 30_000));
    });`;
    const running = execa(process.execPath, ['--input-type=module', '-e', program], {
      reject: false,
      timeout: 30_000,
    });
    let folder = '';
    for await (const line of running) {
      folder = line;
      expect(existsSync(folder)).toBe(true);
      running.kill(signal);
    }
    expect((await running).signal).toBe(signal);
    expect(folder).not.toBe('');
    expect(existsSync(folder)).toBe(false);
  },
);
