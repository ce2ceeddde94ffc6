import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Targets } from '../inference/target.ts';
import { readWorkspace } from '../workspace/read-workspace.ts';
import { inferredProjects } from './inferred-projects.ts';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(path.join(tmpdir(), 'inferred-'));
});

afterEach(() => rm(root, { recursive: true }));

const PROJECTS = {
  registries: { root: 'registries', tags: ['type:registries'] },
  sdk: { root: 'sdk', tags: ['type:sdk'], inputs: ['tsconfig.base.json'] },
  web: { root: 'web', tags: ['type:service'], inputs: ['shared'] },
};

/** A workspace with these entries and manifests, and links by path. */
async function targetsOf(
  projects: Readonly<Record<string, object>>,
  sdk: object,
  links: Readonly<Record<string, string>>,
  isRepository = true,
): Promise<Record<string, Targets>> {
  const files = {
    'workspace.json': JSON.stringify({ version: 2, projects }),
    '.gitignore': 'dist/\nlib/\n',
    'registries/package.json': '{"name": "registries"}',
    'sdk/package.json': JSON.stringify({
      name: '@a/sdk',
      version: '1.2.3',
      scripts: { build: 'tsc' },
      ...sdk,
    }),
    'sdk/src/index.ts': '',
    'web/package.json': '{"name": "web"}',
    'README.md': '',
    'shared/b.txt': '',
    'elsewhere/v1/a.txt': '',
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), text);
  }
  for (const [link, target] of Object.entries(links)) await symlink(target, path.join(root, link));
  if (isRepository)
    for (const args of [
      ['init', '--quiet'],
      ['add', '--all'],
    ])
      execFileSync('git', args, { cwd: root });
  const inferred = await inferredProjects(root, await readWorkspace(root));
  return Object.fromEntries(inferred.map(({ name, targets }) => [name, targets]));
}

test('what links lead to, and what a project names, is in the keys of all that reads it', async () => {
  const links = { 'sdk/README.md': '../README.md', latest: 'elsewhere/v1', 'web/a.txt': '../latest/a.txt' };
  const { sdk, web } = await targetsOf(PROJECTS, {}, links);
  for (const target of [sdk?.build, sdk?.pack])
    expect(target?.inputs).toEqual(
      expect.arrayContaining(['{workspaceRoot}/README.md', '{workspaceRoot}/tsconfig.base.json']),
    );
  for (const target of [web?.consume, web?.build, web?.test])
    expect(target?.inputs).toEqual(
      expect.arrayContaining([
        '{workspaceRoot}/shared/**/*',
        '{workspaceRoot}/latest',
        '{workspaceRoot}/elsewhere/v1/a.txt',
      ]),
    );
  expect(web?.build?.inputs).not.toContain('{workspaceRoot}/README.md');
});

test.each<[string, object, object, string[]]>([
  ['stated', { outputs: ['{projectRoot}/out/**/*.js'] }, {}, ['{projectRoot}/out/**/*.js']],
  ['stated as none', { outputs: [] }, {}, []],
  ['the conventional one', {}, {}, ['{projectRoot}/dist']],
  [
    'and what the manifest names and git ignores',
    {},
    { files: ['lib', 'src'], main: './lib/index.js' },
    ['{projectRoot}/dist', '{projectRoot}/lib'],
  ],
])('the outputs of build are those that are %s', async (_, entry, manifest, outputs) => {
  const { sdk } = await targetsOf({ ...PROJECTS, sdk: { ...PROJECTS.sdk, ...entry } }, manifest, {});
  expect(sdk?.build?.outputs).toEqual(outputs);
});

test('without a repository the projects are known all the same', async () => {
  const { sdk } = await targetsOf(PROJECTS, { files: ['lib'] }, { 'sdk/README.md': '../README.md' }, false);
  expect(sdk?.build?.outputs).toEqual(['{projectRoot}/dist']);
});
