import type { SmokeRequest } from '../ecosystem.ts';
import { runSideBySide } from '../side-by-side.ts';
import { findForeignSubpaths, listExportedPaths } from './export-map.ts';
import { checkDefaults, checkNamedFiles, lintTarball } from './lint-tarball.ts';
import { fetchPackument, versionOf } from './packument.ts';
import { reducePaths } from './paths-here.ts';
import { explainPlatformRefusal } from './run/platform.ts';
import { runPackage } from './run/run-package.ts';
import { sandboxProject } from './sandbox-project.ts';
import { assertListed, checkBytes, checkManifest } from './served-version.ts';
import { packageJsonOf, readTarball } from './tarball.ts';
import { checkTypes } from './types/check-types.ts';

/**
 * Checks a published version in a user's order, from the registry's answer to a running program. Each check relies on
 * those before it.
 */
export async function smokeNpm(request: SmokeRequest): Promise<void> {
  const { packed, registry, check, warn, notRun, smokeFolder } = request;
  const [artifact] = packed.artifacts;
  if (artifact === undefined) throw new Error(`${packed.name} has no packed tarball.`);

  const { name, version } = packed;
  const listed = await check('packument lists the version', async () =>
    assertListed(versionOf(registry, name, await fetchPackument(registry, name), version), packed, artifact),
  );
  const tarball = await check('tarball bytes', async () => {
    const [served] = await registry.lookUp(name, version);
    if (served === undefined) throw new Error('the registry no longer lists it');
    const bytes = await registry.download(served);
    checkBytes(bytes, artifact);
    return bytes;
  });

  const entries = await readTarball(tarball);
  const packageJson = packageJsonOf(entries);
  const files = entries.map(({ path }) => path);
  await check('packument holds the manifest of the tarball', async () => {
    const asNpm = versionOf(registry, name, await fetchPackument(registry, name, 'as npm'), version);
    checkManifest([listed, asNpm], packageJson);
  });
  await check('tarball holds every named file', async () => checkNamedFiles(packageJson, files));
  await check('exports have a default', async () => checkDefaults(packageJson));
  for (const advice of await check('publint', () => lintTarball(tarball, entries))) warn('publint', advice);

  const refusal = explainPlatformRefusal(packageJson);
  const project = await sandboxProject(request, refusal !== undefined);
  const paths = reducePaths(listExportedPaths(packageJson, files), files);
  for (const { subpath, conditions } of findForeignSubpaths(packageJson.exports))
    notRun(
      subpath,
      `"exports" leads to it by "${conditions.join('" and "')}" alone, which Node.js does not set`,
    );
  await check('npm install', () => project.user.install());
  if (refusal === undefined && (await project.user.hasInstallScripts()))
    await check('own install scripts', () => project.user.runInstallScripts('own'));
  const { user } = project;
  const { checks, exported, optional } = await runPackage(request, user, packageJson, paths);
  const running = runSideBySide(...checks);
  const loading = running.catch(() => {});
  await runSideBySide(
    () => running,
    () => checkTypes({ check, warn, packageJson, files, paths, user, exported, optional, loading }),
  );
  if (smokeFolder !== undefined) await check('smoke script', () => project.runScripts(smokeFolder));
}
