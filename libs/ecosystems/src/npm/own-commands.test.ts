import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { npmOwnCommands } from './own-commands.ts';
import { writeFiles } from './testing/sample-package.ts';

test("the own commands are the scripts of the targets' names", async () => {
  const scripts = { build: 'tsc', test: 'vitest run', start: 'node .' };
  expect(await ownCommandsOf({ name: 'a', scripts })).toEqual({
    build: [['npm', 'run', 'build']],
    lint: [],
    lintPins: [],
    test: [['npm', 'run', 'test']],
    outputs: ['dist'],
  });
  expect((await ownCommandsOf({ name: 'a' })).outputs).toEqual([]);
});

async function ownCommandsOf(packageJson: object) {
  return inScratchFolder('own-commands', async (folder) => {
    await writeFiles(folder, { 'package.json': JSON.stringify(packageJson) });
    return npmOwnCommands(folder);
  });
}
