import { chmod, readdir, readFile, stat, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { serviceBuild } from './service-build.ts';
import { writeFiles } from './testing/sample-package.ts';

/** The files before the build: the copy of a service. */
const BEFORE = {
  'services/web/package.json': '{}',
  'services/web/src/main.ts': 'source',
  'services/web/dist/committed.js': 'old',
  'services/web/node_modules/m/index.js': '',
  'tsconfig.base.json': '{}',
};

interface Building {
  readonly stated?: readonly string[];
  /** Files that the build writes. */
  readonly writes?: Readonly<Record<string, string>>;
  /** Links that the build makes. */
  readonly links?: Readonly<Record<string, string>>;
  readonly hasBuild?: boolean;
}

/** Returns the files of the output after the build, with their texts. */
async function collected({ stated, writes = {}, links = {}, hasBuild = true }: Building) {
  return inScratchFolder('service-build', async (top) => {
    await writeFiles(top, BEFORE);
    const build = await serviceBuild({ top, root: 'services/web', project: 'web', stated });
    await writeFiles(path.join(top, 'services/web'), { ...writes });
    for (const [at, target] of Object.entries(links))
      await symlink(target, path.join(top, 'services/web', at));
    for (const file of Object.keys(writes).filter((name) => name.endsWith('.sh')))
      await chmod(path.join(top, 'services/web', file), 0o700);
    const output = path.join(top, 'output');
    await build.collect(output, hasBuild);
    const found: Record<string, string> = {};
    for (const entry of await readdir(output, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (!entry.isFile()) continue;
      const isExecutable = ((await stat(file)).mode & 0o111) === 0o111;
      found[path.relative(output, file) + (isExecutable ? '*' : '')] = await readFile(file, 'utf8');
    }
    return found;
  });
}

const WRITES = { 'lib/main.js': 'm', 'lib/main.js.map': 's', 'public/app.js': 'a' };

test.each<[string, Building, Record<string, string>]>([
  [
    'a folder that is stated',
    { stated: ['{projectRoot}/lib'], writes: WRITES },
    { 'lib/main.js': 'm', 'lib/main.js.map': 's' },
  ],
  [
    'what a pattern names, less what another one takes away',
    {
      stated: ['{projectRoot}/**/*.js*', '!{projectRoot}/**/*.map', '!{projectRoot}/{dist,*.json}'],
      writes: WRITES,
    },
    { 'lib/main.js': 'm', 'public/app.js': 'a' },
  ],
  [
    'sources, where these are stated',
    { stated: ['{workspaceRoot}/services/web/src'] },
    { 'src/main.ts': 'source' },
  ],
  ['every new file, where nothing is stated', { writes: WRITES }, WRITES],
  ['files beside the sources', { writes: { 'src/main.js': 'm' } }, { 'src/main.js': 'm' }],
  [
    'a committed file that is written again',
    { writes: { 'dist/committed.js': 'new' } },
    { 'dist/committed.js': 'new' },
  ],
  ['a program as a program', { writes: { 'bin/run.sh': '#' } }, { 'bin/run.sh*': '#' }],
  [
    'all of a service that has no build',
    { hasBuild: false },
    { 'package.json': '{}', 'src/main.ts': 'source', 'dist/committed.js': 'old' },
  ],
  [
    'what links lead to',
    {
      stated: ['{projectRoot}/lib'],
      writes: WRITES,
      links: { 'lib/latest.js': 'main.js', 'lib/src': '../src' },
    },
    { 'lib/main.js': 'm', 'lib/main.js.map': 's', 'lib/latest.js': 'm', 'lib/src/main.ts': 'source' },
  ],
])('a build is %s', async (_, building, expected) => {
  expect(await collected(building)).toEqual(expected);
});

test.each<[string, Building, string]>([
  [
    'nothing of what is stated',
    { stated: ['{projectRoot}/build'], writes: WRITES },
    'left nothing of {projectRoot}/build. State in workspace.json',
  ],
  [
    'nothing at all',
    {},
    'left no file in its folder. State in workspace.json where it writes: "outputs" of web',
  ],
  [
    'a link to the modules',
    { writes: WRITES, links: { 'lib/m': '../node_modules' } },
    'the symbolic link services/web/lib/m to ../node_modules, which leads to services/web/node_modules',
  ],
  [
    'a link that leads nowhere',
    { writes: WRITES, links: { 'lib/m': 'gone' } },
    'services/web/lib/m to gone, which leads nowhere',
  ],
])('a build that leaves %s is refused', async (_, building, message) => {
  await expect(collected(building)).rejects.toThrow(
    expect.objectContaining({ code: 'BUILD_OUTPUT_MISSING', message: expect.stringContaining(message) }),
  );
});
