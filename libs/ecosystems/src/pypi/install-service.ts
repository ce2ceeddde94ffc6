import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { InstallRequest, Program } from '../ecosystem.ts';
import { LOCK } from './lock.ts';
import { environmentOf } from './service-environment.ts';

/** Installs a service's wheel in an environment made from the lock beside it. */
export async function installPypiService(request: InstallRequest): Promise<Program> {
  const { project, built, scratch } = request;
  const { uv, python } = await environmentOf(request, path.join(built, LOCK));
  const wheels = (await readdir(built)).filter((file) => file.endsWith('.whl'));
  const files = wheels.map((file) => path.join(built, file));
  await uv.run(scratch, 'pip', 'install', '--python', python, '--no-deps', '--offline', ...files);
  const program = path.join(path.dirname(python), project);
  if (existsSync(program)) return { command: [program], cwd: scratch };
  const fault = `The wheel of ${project} installs no program "${project}"`;
  throw new PackagesError(
    'SERVICE_NOT_STARTABLE',
    `${fault}. Let [project.scripts] of its pyproject.toml have it.`,
  );
}
