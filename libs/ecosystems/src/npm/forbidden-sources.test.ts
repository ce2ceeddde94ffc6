import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { findForbiddenNpmSources } from './forbidden-sources.ts';
import { writeFiles } from './testing/sample-package.ts';

const SERVICE = { 'services/web/package.json': '{ "name": "web", "dependencies": { "@s/sdk": "^1.0.0" } }' };

/** Finds the sources in a workspace of these files, with paths from its root. */
async function found(
  files: Record<string, string>,
  before?: (root: string) => Promise<void>,
): Promise<string[]> {
  return inScratchFolder('sources', async (root) => {
    await writeFiles(root, { ...SERVICE, ...files });
    await before?.(root);
    const sources = await findForbiddenNpmSources(root, path.join(root, 'services/web'), ['@s/sdk']);
    return sources.map(({ file, line, reason }) => `${path.relative(root, file)}:${line} ${reason}`);
  });
}

const lockOf = (entry: object): string =>
  JSON.stringify({ lockfileVersion: 3, packages: { 'node_modules/@s/sdk': entry } }, null, 1);

test('a service with a lock and settings of its own takes the SDK from the registry', async () => {
  const files = {
    'package.json': '{ "name": "root", "workspaces": ["libs/*"] }',
    'libs/lib/package.json': '{ "name": "lib" }',
    'services/web/.npmrc': '# registry=https://example.com\nlegacy-peer-deps=true\n',
    'services/web/package-lock.json': lockOf({ version: '1.0.0', resolved: 'https://example.com/sdk.tgz' }),
  };
  expect(await found(files)).toEqual([]);
  expect(await found({})).toEqual([]);
});

test("registries in the service's .npmrc, by line", async () => {
  const npmrc = 'fund=false\n@s:registry=https://example.com\n  registry = https://example.com\n';
  expect(await found({ 'services/web/.npmrc': npmrc })).toEqual([
    'services/web/.npmrc:2 sets "@s:registry" of its own',
    'services/web/.npmrc:3 sets "registry" of its own',
  ]);
});

test.each([
  [{ resolved: '../../sdks/ts', link: true }, 'locks the SDK @s/sdk to ../../sdks/ts'],
  [{ version: '1.0.0', resolved: 'git+ssh://git@example.com/sdk.git' }, 'locks the SDK @s/sdk to git+ssh:'],
])('a committed lock with %j', async (entry, reason) => {
  expect(await found({ 'services/web/package-lock.json': lockOf(entry) })).toEqual([
    expect.stringContaining(`services/web/package-lock.json:4 ${reason}`),
  ]);
});

test('a link in a node_modules, of the service or above it', async () => {
  const link = async (root: string): Promise<void> => {
    for (const folder of ['services/web', '.']) {
      await mkdir(path.join(root, folder, 'node_modules/@s'), { recursive: true });
      await symlink(root, path.join(root, folder, 'node_modules/@s/sdk'));
    }
  };
  expect(await found({}, link)).toEqual([
    'services/web/node_modules/@s/sdk:1 is a link in place of the SDK',
    'node_modules/@s/sdk:1 is a link in place of the SDK',
  ]);
});

test('an npm workspace that is the service or the SDK', async () => {
  const sdk = { 'sdks/ts/package.json': '{ "name": "@s/sdk" }' };
  const root = (workspaces: string[]) => ({
    'package.json': `{\n  "name": "root",\n  "workspaces": ${JSON.stringify(workspaces)}\n}`,
  });
  expect(await found({ ...sdk, ...root(['services/*']) })).toEqual([
    'package.json:3 makes web an npm workspace',
  ]);
  expect(await found({ ...sdk, ...root(['sdks/**']) })).toEqual([
    'package.json:3 makes @s/sdk an npm workspace',
  ]);
  expect(await found({ ...sdk, ...root(['sdks/*', '!sdks/ts']) })).toEqual([]);
});
