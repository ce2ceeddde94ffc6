import { cp } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { InstallRequest, Program } from '../ecosystem.ts';
import { consumerClient } from './npm-client.ts';
import { readPackageJson } from './package-json.ts';

/** Installs a copy of a build, without devDependencies, for its "start" script. */
export async function installNpmService(request: InstallRequest): Promise<Program> {
  const { project, built, scratch } = request;
  const { scripts = {} } = (await readPackageJson(built)).content;
  if (scripts.start === undefined)
    throw new PackagesError(
      'SERVICE_NOT_STARTABLE',
      `The package.json of ${project} has no script "start". Add it.`,
    );
  const copy = path.join(scratch, 'service');
  await cp(built, copy, { recursive: true });
  await (await consumerClient(request)).fetch(copy, 'ci', '--omit=dev', '--ignore-scripts');
  return { command: ['npm', 'run', '--silent', 'start', '--'], cwd: copy };
}
