import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, test } from 'vitest';
import { writeEnvironmentFile } from './environment-file.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

test('a shell reads every value as it was, and nobody else may read the file', async () => {
  const folder = join(await temporaryFolder(), 'below');
  const file = join(folder, 'registries.env');
  const value = `it's $HOME "\`id\`" \\ ["a", b] ; #`;
  await writeEnvironmentFile(file, { FIRST: 'old' });
  await writeEnvironmentFile(file, { FIRST: value, SECOND: '' });
  const { stdout } = await execa('sh', ['-c', '. "$1"; printf "%s|%s" "$FIRST" "$SECOND"', 'sh', file]);
  expect(stdout).toBe(`${value}|`);
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['registries.env']);
});
