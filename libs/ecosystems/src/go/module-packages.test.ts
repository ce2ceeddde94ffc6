import { symlink } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { runProcess } from '../world/run-process.ts';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { listModulePackages } from './module-packages.ts';
import { MODULE, type UsedModule, usedModule } from './testing/used-module.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

const list = ({ go, folder, root }: UsedModule) => listModulePackages(go, folder, MODULE, root);
const other = process.platform === 'darwin' ? 'linux' : 'darwin';

test('what a user can import, install, or neither of both here', async () => {
  await using module = await usedModule({
    'sdk.go': 'package sdk\n',
    'client/client.go': 'package client\n',
    'client/client_test.go': 'package client\n',
    'cmd/tool/main.go': 'package main\n\nfunc main() {}\n',
    'e2e/e2e_test.go': 'package e2e\n',
    'blackbox/e2e_test.go': 'package blackbox_test\n',
    'internal/hidden/hidden.go': 'package hidden\n',
    'internal/gen/main.go': 'package main\n\nfunc main() {}\n',
    'client/internal/more.go': 'package more\n',
    'testdata/p/p.go': 'package p\n',
    '_old/old.go': 'package old\n',
    '.hidden/h.go': 'package h\n',
    'nested/go.mod': `module ${MODULE}/nested\n`,
    'nested/nested.go': 'package nested\n',
    'docs/readme.txt': 'no Go here\n',
    'generate/generate.go': '//go:build ignore\n\npackage main\n\nfunc main() {}\n',
    [`elsewhere/a_${other}.go`]: 'package elsewhere\n',
    [`tested/a_${other}.go`]: 'package tested\n',
    'tested/a_test.go': 'package tested\n',
    'tools/tools.go': '//go:build tools\n\npackage tools\n',
    'fallback/a.go': 'package fallback\n',
    [`fallback/b_${other}.go`]: 'package fallback\n',
  });
  const here = /^build constraints exclude all its Go files on [a-z]+\/[a-z0-9]+: (.+)$/;
  expect(await list(module)).toEqual({
    importable: [MODULE, `${MODULE}/client`, `${MODULE}/fallback`],
    programs: [`${MODULE}/cmd/tool`],
    excluded: [
      { importPath: `${MODULE}/elsewhere`, reason: expect.stringMatching(here) },
      { importPath: `${MODULE}/tested`, reason: expect.stringMatching(here) },
      { importPath: `${MODULE}/tools`, reason: expect.stringMatching(here) },
    ],
  });
});

test('two packages in one folder are refused, unless no user reaches them', async () => {
  const two = (folder: string) => ({
    'sdk.go': 'package sdk\n',
    [`${folder}/a.go`]: 'package a\n',
    [`${folder}/b.go`]: 'package b\n',
  });
  await using reached = await usedModule(two('both'));
  await expect(list(reached)).rejects.toThrow(/^example\.com\/sdk\/both: found packages a \(a\.go\) and b/);
  await using hidden = await usedModule(two('internal/both'));
  expect(await list(hidden)).toMatchObject({ importable: [MODULE], programs: [], excluded: [] });
});

test('without a C compiler, a package that needs one is told apart', async () => {
  // The go command searches the PATH for a compiler.
  await using folder = await temporaryFolder('no-compiler');
  const bin = folder.path;
  const found = await runProcess({
    command: 'sh',
    args: ['-c', 'command -v go'],
    cwd: bin,
    env: { PATH: process.env.PATH ?? '' },
    log: () => {},
    timeout: 10_000,
  });
  await symlink(found.trim(), path.join(bin, 'go'));
  vi.stubEnv('PATH', bin);
  await using module = await usedModule({
    'sdk.go': 'package sdk\n',
    'native/native.go': 'package native\n\n// int one(void) { return 1; }\nimport "C"\n',
  });
  expect(await list(module)).toEqual({
    importable: [MODULE],
    programs: [],
    excluded: [
      { importPath: `${MODULE}/native`, reason: 'native.go needs cgo, and there is no C compiler here' },
    ],
  });
});
