import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { consume, runService, type Service } from '../consume/consume.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { pypi } from './index.ts';
import { packTinySdk } from './testing/pack-tiny-sdk.ts';
import { serveIndex } from './testing/simple-index.ts';
import { TINY } from './testing/tiny-sdk.ts';

const SERVICE = {
  'pyproject.toml': `[project]
name = "a-service"
version = "1.0.0"
dependencies = ["Tiny_SDK>=1.2,<2"]

[build-system]
requires = ["uv_build>=0.9,<1"]
build-backend = "uv_build"
`,
  'src/a_service/__init__.py': 'import tiny_sdk\n',
};

/** Makes a service in its own repository that uses a tiny SDK from an index. */
async function withService(
  changed: Readonly<Record<string, string>>,
  work: (service: Service, output: string) => Promise<void>,
): Promise<void> {
  await inScratchFolder('consume-test', async (folder) => {
    const made = await packTinySdk(folder);
    await using index = await serveIndex(made);
    const workspaceRoot = path.join(folder, 'workspace');
    for (const [file, text] of Object.entries({ ...SERVICE, ...changed })) {
      const to = path.join(workspaceRoot, 'services', 'one', file);
      await mkdir(path.dirname(to), { recursive: true });
      await writeFile(to, text);
    }
    execFileSync('git', ['init', '--quiet'], { cwd: workspaceRoot });
    const service: Service = {
      workspaceRoot,
      project: 'one',
      root: 'services/one',
      inputs: [],
      statedOutputs: undefined,
      sdkFolders: [],
      ecosystem: pypi,
      pins: [made.packed],
      resolved: path.join(folder, 'resolved'),
      environment: { PACKAGES_PYPI_INDEX_URL: index.address },
      internalNames: async () => [],
      log: () => undefined,
    };
    await work(service, path.join(folder, 'built'));
  });
}

it('resolves a snapshot that the range does not select, with its hashes and no address, and builds with that', () =>
  withService({}, async (service, output) => {
    await consume(service);
    const lock = await readFile(path.join(service.resolved, 'requirements.txt'), 'utf8');
    const hashes = service.pins.flatMap(({ artifacts }) => artifacts.map(({ integrity }) => integrity));
    expect(lock).toBe(
      `tiny-sdk==${TINY.version} \\\n${hashes
        .toSorted()
        .map((hash) => `    --hash=${hash}`)
        .join(' \\\n')}\n`,
    );
    await runService(service, 'build', output);
    expect(await readdir(output)).toEqual(['a_service-1.0.0-py3-none-any.whl', 'requirements.txt']);
  }));

it('does not build what does not parse', () =>
  withService({ 'src/a_service/broken.py': 'def (\n' }, async (service, output) => {
    await consume(service);
    await expect(runService(service, 'build', output)).rejects.toThrow(/compileall/);
  }));

it('refuses a base that the range does not accept', () =>
  withService({ 'pyproject.toml': SERVICE['pyproject.toml'].replace('>=1.2,<2', '>=2') }, async (service) => {
    await expect(consume(service)).rejects.toThrow(
      /^services\/one\/pyproject.toml:4 accepts tiny-sdk >=2, but the SDK's base version is 1.2.3/,
    );
  }));
