import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServiceRequest } from '../ecosystem.ts';
import { copyProject } from '../sources/copy-project.ts';
import { LOCK } from './lock.ts';
import { consumerClient } from './npm-client.ts';
import { hasScript } from './own-commands.ts';
import { PACKAGE_JSON, readPackageJson } from './package-json.ts';
import { serviceBuild } from './service-build.ts';

/** Both files name the installed dependencies. */
const MANIFESTS = [PACKAGE_JSON, LOCK];

/** Installs the resolved dependencies and runs the service's own scripts, in a copy outside the repository. */
export async function runNpmService(request: ServiceRequest): Promise<void> {
  const { workspaceRoot, project, service, inputs, task, resolved, output, scratch, log } = request;
  const top = path.join(scratch, 'copy');
  const copy = await copyProject({ workspaceRoot, folder: service, inputs }, top);
  for (const name of MANIFESTS) await copyFile(path.join(resolved, name), path.join(copy, name));
  const packageJson = (await readPackageJson(copy)).content;

  const npm = await consumerClient(request);
  await npm.fetch(copy, 'ci', '--ignore-scripts');
  const root = path.relative(workspaceRoot, service);
  const build = await serviceBuild({ top, root, project, stated: request.statedOutputs });
  const run = async (script: string): Promise<boolean> => {
    const exists = hasScript(packageJson, script);
    if (exists) await npm.run(copy, 'run', script);
    else if (script === task) log(`The package.json of ${project} has no script "${script}".`);
    return exists;
  };
  const isBuilt = await run('build');
  if (task === 'test') await run('test');
  if (output === undefined) return;
  await build.collect(output, isBuilt);
  // The build's dependencies are written beside it, so that it can be installed without the workspace.
  for (const name of MANIFESTS) await copyFile(path.join(copy, name), path.join(output, name));
}
