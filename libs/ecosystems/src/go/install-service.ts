import { existsSync } from 'node:fs';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { InstallRequest, Program } from '../ecosystem.ts';

/** Installs a service's program. It needs no other file, because a Go program contains its dependencies. */
export async function installGoService({ project, built, scratch }: InstallRequest): Promise<Program> {
  const program = path.join(built, project);
  if (existsSync(program)) return { command: [program], cwd: scratch };
  const fault = `The build of ${project} holds no program "${project}"`;
  throw new PackagesError(
    'SERVICE_NOT_STARTABLE',
    `${fault}. Let its main package stand in a folder of that name.`,
  );
}
