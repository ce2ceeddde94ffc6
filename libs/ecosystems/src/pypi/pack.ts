import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Artifact, PackagesError, sha256 } from '@ameideio/version-manifest';
import type { PackRequest } from '../ecosystem.ts';
import { userEnvironment } from '../world/client-environment.ts';
import { runProcess } from '../world/run-process.ts';
import { buildBackend } from './build-backend.ts';
import { checkPacked } from './check-packed.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { BUILD_OUTPUT } from './own-commands.ts';
import { readPyproject, withVersion } from './pyproject.ts';
import { PYTHON, uvClient } from './uv.ts';

/** The earliest time that a zip can hold, for backends that would write the current time. */
const SOURCE_DATE_EPOCH = '315532800';

/** Writes the version into pyproject.toml, packs the sdist, and builds the wheel from the sdist. */
export async function packPypi(request: PackRequest): Promise<Artifact[]> {
  const { root, version, staging, output, scratch, log, warn } = request;
  const pyproject = await readPyproject(staging);
  const uv = await uvClient({
    index: undefined,
    home: path.join(scratch, 'home'),
    cache: path.join(scratch, 'uv-cache'),
    log,
  });
  const [, uvVersion = ''] = (await uv.run(scratch, '--version')).split(' ');
  const backend = buildBackend(pyproject, uvVersion);
  await writeFile(pyproject.file, withVersion(pyproject, version));
  // Outputs of `build` are no sources.
  await rm(path.join(staging, BUILD_OUTPUT), { recursive: true, force: true });
  const sources = await filesIn(staging);

  const args = ['build', '--no-sources', '--no-create-gitignore', '--python', PYTHON];
  const build = [...args, '--out-dir', output, staging];
  if (backend === 'own') await uv.run(scratch, ...build);
  else {
    const env = userEnvironment({ SOURCE_DATE_EPOCH, TZ: 'UTC' });
    await runProcess({ command: 'uv', args: build, cwd: scratch, env, log, timeout: 600_000 });
  }
  const artifacts = await artifactsOf(output);
  const [wheel = '', sdist = ''] = artifacts.map(({ file }) => path.join(output, file));
  await checkPacked({ pyproject, root, wheel, sdist, sources, uv, scratch, warn });
  return artifacts;
}

/** Reads all files below a folder, by their paths from there. */
async function filesIn(folder: string): Promise<Map<string, Uint8Array>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const read = files.map(
    async (file): Promise<[string, Uint8Array]> => [path.relative(folder, file), await readFile(file)],
  );
  return new Map(await Promise.all(read));
}

async function artifactsOf(output: string): Promise<Artifact[]> {
  const files = (await readdir(output)).toSorted();
  const [wheel, sdist, ...more] = files.map((file) => parseDistributionFile(file));
  if (wheel?.kind !== 'wheel' || sdist?.kind !== 'sdist' || more.length > 0) {
    throw new PackagesError(
      'SDK_NOT_PACKABLE',
      `The build made ${files.join(', ') || 'nothing'}. An SDK is one wheel and one sdist.`,
    );
  }
  if (!wheel.pure) {
    throw new PackagesError(
      'SDK_NOT_PACKABLE',
      `The build made ${files[0]}, a wheel for this platform alone. Build a pure Python wheel, which fits any platform.`,
    );
  }
  return Promise.all(
    files.map(async (file) => {
      const bytes = await readFile(path.join(output, file));
      const digest = sha256(bytes);
      return { file, size: bytes.length, sha256: digest, integrity: `sha256:${digest}` };
    }),
  );
}
