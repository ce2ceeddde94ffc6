import { existsSync } from 'node:fs';
import { copyFile, cp } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { ServiceRequest } from '../ecosystem.ts';
import { copyProject } from '../history/copy-project.ts';
import { LOCK } from './lock.ts';
import { consumerClient } from './npm-client.ts';
import { BUILD_OUTPUT, npmOwnCommands } from './own-commands.ts';
import { PACKAGE_JSON } from './package-json.ts';

/** Both say what is installed. */
const MANIFESTS = [PACKAGE_JSON, LOCK];

/** Installs what was resolved and runs the service's own scripts, in a copy outside the repository. */
export async function runNpmService(request: ServiceRequest): Promise<void> {
  const { workspaceRoot, project, service, task, resolved, output, scratch } = request;
  const copy = path.join(scratch, 'service');
  await copyProject(workspaceRoot, path.relative(workspaceRoot, service), copy);
  for (const name of MANIFESTS) await copyFile(path.join(resolved, name), path.join(copy, name));

  const npm = await consumerClient(request);
  await npm.fetch(copy, 'ci', '--ignore-scripts');
  const { build } = await npmOwnCommands(copy);
  if (task === 'build' || build.length > 0) await npm.run(copy, 'run', 'build');
  if (task === 'test') await npm.run(copy, 'run', 'test');
  if (output === undefined) return;
  const built = path.join(copy, BUILD_OUTPUT);
  if (!existsSync(built)) {
    const what = `The "build" script of ${project} leaves no ${BUILD_OUTPUT}/, where a service's build belongs`;
    throw new PackagesError('BUILD_OUTPUT_MISSING', `${what}. Let it write there.`);
  }
  await cp(built, path.join(output, BUILD_OUTPUT), { recursive: true });
  // Beside it stands what it was built with: it can be installed, and says so of itself.
  for (const name of MANIFESTS) await copyFile(path.join(copy, name), path.join(output, name));
}
