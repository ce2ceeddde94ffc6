// The main job, `npm start`: starts the embedded registries, runs publish → smoke → consume through Nx, prints one table.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { type RunningRegistries, startRegistries } from '@ameideio/local-registries';
import {
  internalNames,
  places,
  readWorkspace,
  removeTaskReport,
  taskLog,
} from '@ameideio/nx-packages/workspace';
import { PackagesError } from '@ameideio/version-manifest';
import { interruption } from './interruption.ts';
import { formatProgress, progressOf } from './progress.ts';
import { makeRunFolder } from './run-folder.mjs';
import { type NxRun, runNx } from './run-nx.ts';
import { summary } from './summary.ts';

const workspaceRoot = path.resolve(import.meta.dirname, '..', '..', '..');

/** Every target of the contract on every project, and the check of the mirrors. */
const NX_ARGUMENTS = [
  'run-many',
  '--targets=pipeline',
  '--projects=tag:type:registries',
  '--output-style=stream',
];

/** The lines of Nx that are no progress. Printed where Nx ended before it ran a task: they hold the reason. */
const unreported: string[] = [];

process.exitCode = await main();

async function main(): Promise<number> {
  const interrupted = interruption();
  let starting: Promise<RunningRegistries> | undefined;
  let nx: NxRun | undefined;
  const runFolder = await makeRunFolder();
  try {
    starting = startAll();
    const registries = await Promise.race([starting, interrupted]);
    await removeTaskReport(workspaceRoot);
    const environment = { ...registries.environment, ...registries.relayEnvironment, TMPDIR: runFolder };
    nx = runNx(workspaceRoot, NX_ARGUMENTS, environment, printLine);
    const code = await Promise.race([nx.ended, interrupted, registries.failed]);
    if (!existsSync(path.join(workspaceRoot, places.taskReport))) {
      console.error(unreported.join('\n'));
      return code === 0 ? 1 : code;
    }
    console.log(
      `\n${await summary(workspaceRoot)}\n\nEvery task's whole output: ${places.taskLogs}/<project>-<target>.log`,
    );
    return code;
  } catch (error) {
    if (!(error instanceof PackagesError)) throw error;
    console.error(`Error [${error.code}]: ${error.message}`);
    return error.code === 'INTERRUPTED' ? 130 : 1;
  } finally {
    await nx?.stop();
    await starting?.then(
      (registries) => registries.stop(),
      () => undefined,
    );
    await rm(runFolder, { recursive: true, force: true });
  }
}

async function startAll(): Promise<RunningRegistries> {
  return startRegistries({
    workspaceRoot,
    stateFolder: path.join(workspaceRoot, places.registriesState),
    environmentFile: path.join(workspaceRoot, places.registriesEnvironment),
    internal: await internalNames(workspaceRoot, await readWorkspace(workspaceRoot)),
    relay: true,
    onProgress: console.log,
  });
}

function printLine(line: string): void {
  const progress = progressOf(line);
  if (progress === undefined) {
    unreported.push(line);
    return;
  }
  console.log(formatProgress(progress));
  if (progress.kind === 'failed') console.log(`  its whole output: ${taskLog(progress.task)}`);
}
