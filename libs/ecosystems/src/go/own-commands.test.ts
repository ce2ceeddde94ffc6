import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { goOwnCommands, STATICCHECK } from './own-commands.ts';

it('lints with the staticcheck that the workspace pins', () =>
  inScratchFolder('own-commands-test', async (root) => {
    const sdk = path.join(root, 'sdks', 'go');
    const commands = async (): Promise<string[]> =>
      (await goOwnCommands(sdk, root)).lint.map((command) => command.join(' '));
    expect(await commands()).toEqual(['go vet ./...', 'gofmt -d .']);
    await mkdir(path.join(root, STATICCHECK), { recursive: true });
    await writeFile(path.join(root, STATICCHECK, 'go.mod'), 'module staticcheck\n');
    expect(await commands()).toContain('go tool -modfile=../../tools/staticcheck/go.mod staticcheck ./...');
  }));
