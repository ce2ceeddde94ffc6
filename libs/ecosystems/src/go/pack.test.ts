import { chmod, cp, mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { sha256 } from '@ameideio/version-manifest';
import { unzipSync } from 'fflate';
import { afterEach, expect, test, vi } from 'vitest';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { userEnvironment } from '../world/client-environment.ts';
import { runProcess } from '../world/run-process.ts';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { packModule } from './testing/pack-module.ts';

const MODULE = 'github.com/acme-example/repository/sdks/go';
const ROOT = 'sdks/go';
const COMMITTED = new Date('2026-01-02T03:04:05Z');

afterEach(() => {
  vi.unstubAllEnvs();
});

const pack = (repository: Pick<Repository, 'root'>, version: string, root = ROOT) =>
  packModule(repository.root, root, MODULE, version);

/** A module with every oddity that git's and Go's own rules treat differently. */
async function oddModule(): Promise<Repository> {
  const repository = await newRepository();
  const at = (file: string): string => path.join(repository.root, file);
  await repository.write({
    LICENSE: 'MIT\r\n',
    '.gitattributes': '*.crlf text eol=crlf\n*.txt text\nsecret.md export-ignore\n',
    'sdks/.gitattributes': '*.id ident\n',
    [`${ROOT}/go.mod`]: `module ${MODULE}\n\ngo 1.24\n`,
    [`${ROOT}/version.go`]: 'package sdk\n\nconst Version = "1.2.3" // x-release-please-version\n',
    [`${ROOT}/.gitattributes`]: 'about.md export-subst\n',
    [`${ROOT}/about.md`]: '$Format:%H$\n',
    [`${ROOT}/secret.md`]: 'exported all the same\n',
    [`${ROOT}/lines.crlf`]: 'one\ntwo\n',
    [`${ROOT}/lines.txt`]: 'one\r\ntwo\r\n',
    [`${ROOT}/raw.md`]: 'one\r\n',
    [`${ROOT}/a.id`]: '$Id$\n',
    [`${ROOT}/run.sh`]: '#!/bin/sh\n',
    [`${ROOT}/vendor/example.com/x/x.go`]: 'package x\n',
    [`${ROOT}/testdata/ä b.txt`]: 'ä\n',
    [`${ROOT}/nested/go.mod`]: 'module nested\n',
    [`${ROOT}/nested/nested.go`]: 'package nested\n',
    'sdks/gopher/other.go': 'package other\n',
  });
  await chmod(at(`${ROOT}/run.sh`), 0o755);
  await symlink('about.md', at(`${ROOT}/link.md`));
  await repository.commit(COMMITTED);
  return repository;
}

/** Downloads a tag from git itself, as a user without a registry does. */
async function downloadedFromGit(repository: Repository, version: string): Promise<string> {
  await using folder = await temporaryFolder('go-direct');
  const settings = {
    [`url.file://${repository.root}.insteadOf`]: `https://${MODULE.replace(`/${ROOT}`, '')}`,
    'protocol.file.allow': 'always',
  };
  const configuration = Object.entries(settings).flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  const printed = await runProcess({
    command: 'go',
    args: ['mod', 'download', '-json', `${MODULE}@${version}`],
    cwd: folder.path,
    env: userEnvironment({
      ...Object.fromEntries(configuration),
      GIT_CONFIG_COUNT: `${Object.keys(settings).length}`,
      GOENV: 'off',
      GOPROXY: 'direct',
      GOPRIVATE: '*',
      GOVCS: '*:all',
      GOFLAGS: '-modcacherw',
      GOMODCACHE: path.join(folder.path, 'modcache'),
    }),
    log: () => {},
    timeout: 60_000,
  });
  const { Sum } = JSON.parse(printed);
  return String(Sum);
}

const filesOf = ({ zip }: { readonly zip: Buffer }, version: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(unzipSync(zip)).map(([file, bytes]) => [
      file.replace(`${MODULE}@${version}/`, ''),
      Buffer.from(bytes).toString('utf8'),
    ]),
  );

test("a release has the hash of its git tag, whatever the rules for its files and the user's settings are", async () => {
  await using repository = await oddModule();
  await repository.git('tag', 'sdks/go/v1.2.3');
  const tag = await downloadedFromGit(repository, 'v1.2.3');
  const release = await pack(repository, 'v1.2.3');
  expect(release.artifact.integrity).toBe(tag);
  expect(release.warnings).toEqual([expect.stringMatching(/^sdks\/go\/link\.md is a symbolic link\. /)]);
  expect(filesOf(release, 'v1.2.3')).toEqual({
    LICENSE: 'MIT\r\n',
    'go.mod': expect.any(String),
    'version.go': 'package sdk\n\nconst Version = "1.2.3" // x-release-please-version\n',
    '.gitattributes': expect.any(String),
    'about.md': '$Format:%H$\n',
    'secret.md': 'exported all the same\n',
    'lines.crlf': 'one\r\ntwo\r\n',
    'lines.txt': 'one\ntwo\n',
    'raw.md': 'one\r\n',
    'a.id': expect.stringMatching(/^\$Id: [0-9a-f]{40} \$\n$/),
    'run.sh': '#!/bin/sh\n',
    'testdata/ä b.txt': 'ä\n',
  });

  await using home = await temporaryFolder('git-home');
  await writeFile(path.join(home.path, 'attributes'), '*.txt text eol=crlf\n*.md ident\n');
  await writeFile(
    path.join(home.path, '.gitconfig'),
    `[core]\n\tautocrlf = true\n\tattributesFile = ${home.path}/attributes\n`,
  );
  vi.stubEnv('GIT_CONFIG_GLOBAL', path.join(home.path, '.gitconfig'));
  expect((await pack(repository, 'v1.2.3')).artifact).toEqual(release.artifact);
});

test('a snapshot is packed by the same rules from what git would commit, and the repository stays as it is', async () => {
  await using repository = await oddModule();
  const clean = await pack(repository, 'v1.2.4-0.dev.1');
  expect(filesOf(clean, 'v1.2.4-0.dev.1')).toEqual({
    ...filesOf(await pack(repository, 'v1.2.3'), 'v1.2.3'),
    'version.go': 'package sdk\n\nconst Version = "1.2.4-0.dev.1" // x-release-please-version\n',
  });

  await repository.write({
    '.gitignore': '*.log\n',
    LICENSE: 'Apache\n',
    [`${ROOT}/new.txt`]: 'new\r\n',
    [`${ROOT}/ignored.log`]: 'ignored\n',
    [`${ROOT}/raw.md`]: 'changed\n',
    'sdks/gopher/half-done.go': 'package other\n',
  });
  await repository.remove(`${ROOT}/about.md`, `${ROOT}/link.md`);
  await repository.git('add', '--', `${ROOT}/raw.md`);
  await repository.write({ [`${ROOT}/raw.md`]: 'changed again\n' });
  const before = await everyFile(repository.root);
  const dirty = await pack(repository, 'v1.2.4-0.dev.2');
  expect(await everyFile(repository.root)).toEqual(before);
  const { 'about.md': _, ...kept } = filesOf(clean, 'v1.2.4-0.dev.1');
  expect(filesOf(dirty, 'v1.2.4-0.dev.2')).toEqual({
    ...kept,
    LICENSE: 'Apache\n',
    'new.txt': 'new\n',
    'raw.md': 'changed again\n',
    'version.go': 'package sdk\n\nconst Version = "1.2.4-0.dev.2" // x-release-please-version\n',
  });
  expect(dirty.warnings).toEqual([]);

  // Git has it as it was committed.
  await repository.write({
    [`${ROOT}/version.go`]: 'package sdk\n\nconst Version = "1.2.4-0.dev.2" // x-release-please-version\n',
  });
  await repository.commit(COMMITTED);
  await repository.git('tag', 'sdks/go/v1.2.4-0.dev.2');
  expect(await downloadedFromGit(repository, 'v1.2.4-0.dev.2')).toBe(dirty.artifact.integrity);
});

test('however the repository stands on the disk, the zip is the same', async () => {
  await using repository = await oddModule();
  await repository.write({ [`${ROOT}/raw.md`]: 'changed\n' });
  await repository.commit(new Date(COMMITTED.getTime() + 1000));
  await repository.write({ [`${ROOT}/new.md`]: 'new\n' });
  const { artifact } = await pack(repository, 'v1.2.4-0.dev.1');
  const edit = (root: string): Promise<void> => writeFile(path.join(root, ROOT, 'new.md'), 'new\n');

  await using places = await temporaryFolder('places');
  const at = (name: string): string => path.join(places.path, name);
  const packedAt = async (root: string): Promise<object> => {
    const before = await everyFile(root);
    const packed = await pack({ root }, 'v1.2.4-0.dev.1');
    expect(await everyFile(root)).toEqual(before);
    return packed.artifact;
  };

  await repository.git('worktree', 'add', '--quiet', at('worktree'));
  await edit(at('worktree'));
  expect(await packedAt(at('worktree'))).toEqual(artifact);

  await repository.git('clone', '--quiet', '--depth=1', `file://${repository.root}`, at('shallow'));
  await edit(at('shallow'));
  expect(await packedAt(at('shallow'))).toEqual(artifact);

  await repository.git('clone', '--quiet', '--shared', '--no-checkout', '.', at('sparse'));
  await repository.git('-C', at('sparse'), 'sparse-checkout', 'set', ROOT);
  await repository.git('-C', at('sparse'), 'checkout', '--quiet');
  await edit(at('sparse'));
  expect(await readdir(path.join(at('sparse'), 'sdks'))).not.toContain('gopher');
  expect(await packedAt(at('sparse'))).toEqual(artifact);

  // The environment of another repository's hook, with a split index.
  await repository.git('update-index', '--split-index');
  await repository.git('config', 'core.splitIndex', 'true');
  vi.stubEnv('GIT_AUTHOR_NAME', '');
  expect(await packedAt(repository.root)).toEqual(artifact);
  vi.stubEnv('GIT_DIR', path.join(repository.root, '.git'));
  vi.stubEnv('GIT_WORK_TREE', repository.root);
  expect(await packedAt(repository.root)).toEqual(artifact);
});

test('a module in the root of its repository, and a workspace in a folder of one', async () => {
  await using repository = await newRepository();
  await repository.write({
    LICENSE: 'of the root\n',
    'go.mod': `module ${MODULE}\n`,
    'version.go': 'package sdk\n\nconst Version = "1.2.3"\n',
  });
  await repository.commit(COMMITTED);
  const own = await pack(repository, 'v1.2.3', '.');
  expect(filesOf(own, 'v1.2.3')).toHaveProperty('LICENSE', 'of the root\n');

  await mkdir(path.join(repository.root, 'workspace/sdk'), { recursive: true });
  for (const file of ['go.mod', 'version.go'])
    await cp(path.join(repository.root, file), path.join(repository.root, 'workspace/sdk', file));
  const inFolder = await packModule(path.join(repository.root, 'workspace'), 'sdk', MODULE, 'v1.2.3');
  expect(inFolder.artifact.integrity).toBe(own.artifact.integrity);
});

test.each([
  [
    'with a filter',
    { '.gitattributes': '*.bin filter=lfs\n', [`${ROOT}/a.bin`]: 'version https://git-lfs…\n' },
    /sdks\/go\/a\.bin has the git filter "lfs"/,
  ],
  [
    "with a licence beside the root's",
    { [`${ROOT}/License`]: 'MIT\n' },
    /case-insensitive file name collision/,
  ],
  [
    'without its version.go in git',
    { '.gitignore': 'version.go\n' },
    /^sdks\/go\/version\.go is ignored by git/,
  ],
])('a module %s is refused, with the file', async (_, files, message) => {
  await using repository = await newRepository();
  await repository.write({
    LICENSE: 'MIT\n',
    ...files,
    [`${ROOT}/go.mod`]: `module ${MODULE}\n`,
    [`${ROOT}/version.go`]: 'package sdk\n\nconst Version = "1.2.3"\n',
  });
  await repository.commit(COMMITTED);
  await expect(pack(repository, 'v1.2.4-0.dev.1')).rejects.toThrow(
    expect.objectContaining({ code: 'SDK_NOT_PACKABLE', message: expect.stringMatching(message) }),
  );
});

test('a filter on files that the module does not hold is of no account, and a licence that is a link is told', async () => {
  await using repository = await newRepository();
  await repository.write({
    '.gitattributes': '*.bin filter=lfs\n*.go -filter\n',
    'assets/a.bin': 'a pointer\n',
    'docs/licence.txt': 'MIT\n',
    [`${ROOT}/go.mod`]: `module ${MODULE}\n`,
    [`${ROOT}/version.go`]: 'package sdk\n\nconst Version = "1.2.3"\n',
    [`${ROOT}/nested/go.mod`]: 'module nested\n',
    [`${ROOT}/nested/b.bin`]: 'a pointer\n',
  });
  await symlink('docs/licence.txt', path.join(repository.root, 'LICENSE'));
  await symlink('go.mod', path.join(repository.root, ROOT, 'nested/link'));
  await repository.commit(COMMITTED);
  const packed = await pack(repository, 'v1.2.3');
  expect(filesOf(packed, 'v1.2.3')).toHaveProperty('LICENSE', 'docs/licence.txt');
  expect(packed.warnings).toEqual([expect.stringMatching(/^LICENSE is a symbolic link\. /)]);
});

/**
 * Lists time and digest of every file, git's own included. Git may update the times of files that it finds unchanged.
 */
async function everyFile(root: string): Promise<Record<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const found = entries
    .filter((entry) => entry.isFile())
    .map(async ({ parentPath, name }): Promise<[string, string]> => {
      const file = path.join(parentPath, name);
      const time = /\/\.git\/(objects\/|sharedindex)/.test(file) ? '' : (await stat(file)).mtimeMs;
      return [file, `${time} ${sha256(await readFile(file))}`];
    });
  return Object.fromEntries(await Promise.all(found));
}
