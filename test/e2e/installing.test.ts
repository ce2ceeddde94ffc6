import { cp, mkdir, mkdtemp, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { BOOTSTRAP, type Place, WORKSPACE } from './clone.ts';
import { CLOSED_WINDOW, CTRL_C, type Ending, EVERY_ENDING, end, npmKilled } from './ending.ts';
import { npmStart, npmStarted } from './npm-start.ts';
import { NOTHING, traces } from './traces.ts';

/** One package each, from the workspace's own locks, so that the real npm, venv and pip install quickly. */
const [NPM_PACKAGE, PYTHON_PACKAGE] = ['semver', 'packaging'];

async function smallWorkspace(folder: string): Promise<Place> {
  const [root, temporary] = [path.join(folder, 'workspace'), path.join(folder, 'temporary')];
  for (const made of [root, temporary]) await mkdir(made);
  for (const name of [...BOOTSTRAP, '.npmrc']) {
    await cp(path.join(WORKSPACE, name), path.join(root, name), { recursive: true });
  }
  const write = (file: string, text: string) => writeFile(path.join(root, file), text);
  const read = (file: string) => readFile(path.join(WORKSPACE, file), 'utf8');
  const entry = `node_modules/${NPM_PACKAGE}`;
  const { lockfileVersion, packages } = JSON.parse(await read('package-lock.json'));
  const manifest = {
    name: 'small-workspace',
    scripts: { prestart: 'node bootstrap.mjs', start: 'node --version' },
    devDependencies: { [NPM_PACKAGE]: packages[entry].version },
  };
  await write('package.json', JSON.stringify(manifest));
  const { devDependencies } = manifest;
  await write(
    'package-lock.json',
    JSON.stringify({
      name: manifest.name,
      lockfileVersion,
      packages: { '': { devDependencies }, [entry]: packages[entry] },
    }),
  );
  const requirements = (await read('requirements.txt')).split(/\n(?=\S)/);
  await write('requirements.txt', requirements.find((one) => one.startsWith(`${PYTHON_PACKAGE}==`)) ?? '');
  return { root, temporary };
}

const ENDINGS: Readonly<Record<string, Ending>> = {
  'Ctrl-C': CTRL_C,
  'kill npm': npmKilled('SIGTERM'),
  'kill -9 npm': npmKilled('SIGKILL'),
  'closing the window': CLOSED_WINDOW,
};
const [NPM_PACKAGES, PYTHON_TOOLS] = ['Installing npm packages', 'Installing Python tools'];
const MATRIX = [NPM_PACKAGES, PYTHON_TOOLS].flatMap((words) =>
  Object.keys(ENDINGS).map((how) => ({ how, words })),
);
const CHAIN = [
  { how: 'kill -9 npm', words: NPM_PACKAGES },
  { how: 'Ctrl-C', words: PYTHON_TOOLS },
  { how: 'kill npm', words: PYTHON_TOOLS },
];

describe('npm start that is ended during the installation', () => {
  let folder: string;
  let place: Place;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(await realpath(tmpdir()), 'nx-packages-installing-'));
    place = await smallWorkspace(folder);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  test.each(EVERY_ENDING ? MATRIX : CHAIN)(
    'ends every process on $how at "$words"',
    async ({ how, words }) => {
      const ending = ENDINGS[how];
      if (ending === undefined || words === undefined) throw new Error('There is no such case.');
      const start = npmStart(place);
      await start.says(words);
      await end(place, start, ending);
      await start.close();
    },
  );

  test('leaves nothing that stops the next run', async () => {
    const { exitCode, output } = await npmStarted(place);
    expect(exitCode, output).toBe(0);
    expect(output).toContain('Installed Python tools in ');
    expect(await traces(place)).toEqual(NOTHING);
  });
});
