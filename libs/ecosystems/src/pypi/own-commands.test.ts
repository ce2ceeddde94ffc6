import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { pypiOwnCommands } from './own-commands.ts';

it('checks types only where the project says how', () =>
  inScratchFolder('own-commands-test', async (folder) => {
    const file = path.join(folder, 'pyproject.toml');
    await writeFile(file, '[project]\nname = "a"\n');
    expect((await pypiOwnCommands(folder)).lint).toHaveLength(2);
    await writeFile(file, '[project]\nname = "a"\n[tool.pyright]\ntypeCheckingMode = "strict"\n');
    expect((await pypiOwnCommands(folder)).lint.at(-1)).toEqual(['pyright']);
  }));
