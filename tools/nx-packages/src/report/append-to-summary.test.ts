import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { appendToSummary } from './append-to-summary.ts';

async function summaryAt(...names: string[]): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nx-packages-test-'));
  const file = path.join(folder, ...names);
  vi.stubEnv('GITHUB_STEP_SUMMARY', file);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    await rm(folder, { recursive: true });
  });
  return file;
}

test('what comes is appended to what other steps of the job have written', async () => {
  const file = await summaryAt('summary.md');
  await writeFile(file, 'before\n');
  await appendToSummary('after\n');
  expect(await readFile(file, 'utf8')).toBe('before\nafter\n');
});

test('a file that can not be written is named', async () => {
  const file = await summaryAt('no-folder', 'summary.md');
  await expect(appendToSummary('lost')).rejects.toMatchObject({
    code: 'VARIABLE_MISSING',
    message: expect.stringContaining(`GITHUB_STEP_SUMMARY is "${file}"`),
  });
});

test('elsewhere there is none', async () => {
  vi.stubEnv('GITHUB_STEP_SUMMARY', undefined);
  onTestFinished(() => void vi.unstubAllEnvs());
  await expect(appendToSummary('lost')).resolves.toBeUndefined();
});
