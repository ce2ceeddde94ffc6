import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { inScratchFolder } from '@ameideio/ecosystems';
import { afterEach, expect, test, vi } from 'vitest';
import { appendToSummary } from './append-to-summary.ts';

afterEach(() => vi.unstubAllEnvs());

test('what comes is appended to what other steps of the job have written', () =>
  inScratchFolder('summary', async (folder) => {
    const file = path.join(folder, 'summary.md');
    vi.stubEnv('GITHUB_STEP_SUMMARY', file);
    await writeFile(file, 'before\n');
    await appendToSummary('after\n');
    expect(await readFile(file, 'utf8')).toBe('before\nafter\n');
  }));

test('a file that can not be written is named', () =>
  inScratchFolder('summary', async (folder) => {
    const file = path.join(folder, 'no-folder', 'summary.md');
    vi.stubEnv('GITHUB_STEP_SUMMARY', file);
    await expect(appendToSummary('lost')).rejects.toMatchObject({
      code: 'VARIABLE_INVALID',
      message: expect.stringContaining(`GITHUB_STEP_SUMMARY is "${file}"`),
    });
  }));

test('elsewhere there is none', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', undefined);
  await expect(appendToSummary('lost')).resolves.toBeUndefined();
});
