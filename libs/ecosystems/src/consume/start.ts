import { existsSync } from 'node:fs';
import { PackagesError } from '@ameideio/version-manifest';
import { withClientAccess } from '../router/with-client-access.ts';
import { userEnvironment } from '../world/client-environment.ts';
import { runInForeground } from '../world/run-in-foreground.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { checkLocks, type Service } from './consume.ts';

/**
 * Runs a built service, with the dependencies of its build alone, until it ends or is told to. It gets the user's
 * variables without those of the registries.
 *
 * @param built the folder that {@link runService} built into.
 * @throws PackagesError COMMAND_FAILED if it exits with another code than 0.
 */
export async function startService(
  service: Service,
  built: string,
  args: readonly string[],
  stop: AbortSignal,
): Promise<void> {
  const { workspaceRoot, project, ecosystem, pins, environment, log } = service;
  await checkLocks(service);
  if (!existsSync(built))
    throw new PackagesError('OUTPUT_MISSING', `${project} is not built. Run "nx run ${project}:build".`);
  const registry = ecosystem.registry(environment);
  await inScratchFolder('start', async (scratch) => {
    const installing = { workspaceRoot, project, built, pins, scratch, log };
    const { command, cwd } = await withClientAccess({ ...service, registry }, (clientAccess) =>
      ecosystem.installService({ ...installing, clientAccess }),
    );
    const [program, ...own] = command;
    const why = await runInForeground({
      command: program,
      args: [...own, ...args],
      cwd,
      env: userEnvironment(),
      stop,
    });
    if (why !== undefined) throw new PackagesError('COMMAND_FAILED', `${project} ${why}.`);
  });
}
