import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { userEnvironment } from '../world/client-environment.ts';
import { runProcess } from '../world/run-process.ts';
import { environmentWithoutGit, type ThrowAwayTree } from './throw-away-tree.ts';

const source = path.join(import.meta.dirname, 'modzip');

const contentsSchema = z.object({
  h1: z.string().startsWith('h1:'),
  /** Paths below the module's folder. */
  files: z.array(z.string()),
  /** Folders of programs for `go install`; none below an `internal` folder. */
  programs: z.array(z.string()),
  /** The packages that the module's own packages import, without their tests. */
  imports: z.array(z.string()),
});

/** A module zip's hash and contents. */
export type ModuleZip = z.infer<typeof contentsSchema>;

const checkedSchema = contentsSchema.pick({ h1: true });

/**
 * Packs a module as the go command packs it from a tag (`CreateFromVCS` of `golang.org/x/mod/zip`).
 *
 * @throws PackagesError SDK_NOT_PACKABLE with the rule that a file breaks.
 */
export async function createModuleZip(
  module: string,
  version: string,
  { repository, tree, folder }: Pick<ThrowAwayTree, 'repository' | 'tree' | 'folder'>,
  to: string,
): Promise<ModuleZip> {
  const args = ['create', module, version, repository, tree, folder, to];
  const output = await run(args, environmentWithoutGit()).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PackagesError('SDK_NOT_PACKABLE', `${module} can't be packed as a Go module: ${why}`, {
      cause,
    });
  });
  return contentsSchema.parse(JSON.parse(output));
}

/** Checks a module zip by the same rules, and returns its `h1:` hash. */
export async function checkModuleZip(module: string, version: string, file: string): Promise<string> {
  return checkedSchema.parse(JSON.parse(await run(['check', module, version, file]))).h1;
}

function run(args: readonly string[], env = userEnvironment()): Promise<string> {
  return runProcess({
    command: 'go',
    args: ['run', '.', ...args],
    cwd: source,
    env,
    log: () => undefined,
    timeout: 600_000,
  });
}
