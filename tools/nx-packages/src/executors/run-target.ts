import path from 'node:path';
import { type Ecosystem, type EndedStep, ecosystemOf, type Log, onStep } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import { readWorkspace, type WorkspaceProject } from '../workspace/read-workspace.ts';
import { projectOf } from '../workspace/sdk.ts';

/** What every executor works with. */
export interface Target {
  readonly workspaceRoot: string;
  readonly workspace: readonly WorkspaceProject[];
  readonly project: WorkspaceProject;
  /** The project's folder. */
  readonly folder: string;
  readonly ecosystem: Ecosystem;
  readonly log: Log;
  readonly nx: ExecutorContext;
}

/** Makes an executor of work that ends or throws. It prints a PackagesError as a sentence, any other error with its stack. */
export function targetExecutor<Options>(
  work: (options: Options, target: Target) => Promise<void>,
): PromiseExecutor<Options> {
  return async (options, context) => {
    const begin = performance.now();
    if (context.isVerbose) printSteps(console.log);
    const success = await targetOf(context)
      .then((target) => work(options, target))
      .then(
        () => true,
        (error: unknown) => {
          console.error(formatError(error));
          return false;
        },
      );
    const seconds = ((performance.now() - begin) / 1000).toFixed(1);
    console.log(
      `${success ? 'passed' : 'failed'} ${context.projectName}:${context.targetName} in ${seconds} s`,
    );
    return { success };
  };
}

/** Prints the time of each step, for `--verbose`. The first line is the time to load Node.js, Nx and the plugin. */
function printSteps(log: Log): void {
  log(stepLine({ name: 'start of the process', milliseconds: performance.now() }));
  onStep((ended) => log(stepLine(ended)));
}

function stepLine({ name, milliseconds }: EndedStep): string {
  return `step ${milliseconds.toFixed(0).padStart(6)} ms  ${name}`;
}

/** Formats an error for a person: a refusal with its code, any other error with its stack. */
export function formatError(error: unknown): string {
  if (error instanceof PackagesError) return `Error [${error.code}]: ${error.message}`;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

export async function targetOf(context: ExecutorContext): Promise<Target> {
  const workspaceRoot = context.root;
  const workspace = await readWorkspace(workspaceRoot);
  const project = projectOf(workspace, context.projectName ?? '');
  const folder = path.join(workspaceRoot, project.root);
  return {
    workspaceRoot,
    workspace,
    project,
    folder,
    ecosystem: ecosystemOf(folder),
    log: console.log,
    nx: context,
  };
}
