import { type CommandLine, runProcess, userEnvironment } from '@ameideio/ecosystems';
import { type Target, targetExecutor } from '../run-target.ts';

export interface CommandsOptions {
  readonly commands: readonly CommandLine[];
}

/** Runs a project's own command lines in its folder, one after another, as the user has configured the tools. */
export async function runCommands({ commands }: CommandsOptions, { folder, log }: Target): Promise<void> {
  for (const [command, ...args] of commands) {
    log(`$ ${[command, ...args].join(' ')}`);
    await runProcess({ command, args, cwd: folder, env: userEnvironment(), log, timeout: 900_000 });
  }
}

export default targetExecutor(runCommands);
