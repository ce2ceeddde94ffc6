import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { userGo } from './go-command.ts';

const folder = path.join(import.meta.dirname, 'modzip');

const answer = z.strictObject({ h1: z.string().startsWith('h1:') });

/**
 * Packs a folder as a module zip by Go's own rules (`golang.org/x/mod/zip`), and answers with its `h1:` hash.
 *
 * @throws PackagesError SDK_NOT_PACKABLE with the rule that a file breaks.
 */
export async function createModuleZip(
  module: string,
  version: string,
  from: string,
  to: string,
): Promise<string> {
  return run('create', module, version, from, to).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new PackagesError('SDK_NOT_PACKABLE', `${module} can't be packed as a Go module: ${why}`, {
      cause,
    });
  });
}

/** Checks a module zip by the same rules, and answers with its `h1:` hash. */
export async function checkModuleZip(module: string, version: string, file: string): Promise<string> {
  return run('check', module, version, file);
}

async function run(...args: string[]): Promise<string> {
  const output = await userGo(folder, 'run', '.', ...args);
  return answer.parse(JSON.parse(output)).h1;
}
