import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type TemporaryFolder, temporaryFolder } from '../../world/testing/temporary-folder.ts';
import { type GoClient, goClient } from '../go-command.ts';

export const MODULE = 'example.com/sdk';

/** A module with these files in `root`, and a module that requires it in `folder`, without any registry. */
export interface UsedModule extends AsyncDisposable {
  readonly go: GoClient;
  readonly folder: string;
  readonly root: string;
}

export async function usedModule(files: Readonly<Record<string, string>>): Promise<UsedModule> {
  await using stack = new AsyncDisposableStack();
  const temporary: TemporaryFolder = stack.use(await temporaryFolder('used-module'));
  const [root, folder, home] = ['root', 'folder', 'home'].map((name) => path.join(temporary.path, name)) as [
    string,
    string,
    string,
  ];
  const all = {
    [path.join(root, 'go.mod')]: `module ${MODULE}\n\ngo 1.24\n`,
    [path.join(folder, 'go.mod')]:
      `module use\n\ngo 1.24\n\nrequire ${MODULE} v1.0.0\n\nreplace ${MODULE} => ${root}\n`,
    [path.join(home, 'tmp', 'empty')]: '',
    ...Object.fromEntries(Object.entries(files).map(([file, text]) => [path.join(root, file), text])),
  };
  for (const [file, text] of Object.entries(all)) {
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const go = await goClient({
    registry: undefined,
    internal: [MODULE],
    home,
    modCache: path.join(home, 'modcache'),
    log: () => {},
  });
  const moved = stack.move();
  return { go, folder, root, [Symbol.asyncDispose]: () => moved.disposeAsync() };
}
