import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { inScratchFolder, type Log, runProcess, userEnvironment } from '@ameideio/ecosystems';
import { PackagesError } from '@ameideio/version-manifest';
import { BUF_TEMPLATE, type BufTemplate } from './buf-template.ts';

/** Generates an SDK's code from the contract into its own folder. */
export async function generate(sdk: string, log: Log): Promise<void> {
  await buf(sdk, [], log);
}

/**
 * Checks that the committed code is what the generators write now, in a temporary folder.
 *
 * @throws PackagesError GENERATED_CODE_STALE, naming each file that differs from the committed one.
 */
export async function checkGenerated(
  project: string,
  sdk: string,
  { outs }: BufTemplate,
  log: Log,
): Promise<void> {
  await inScratchFolder('generate', async (scratch) => {
    const fresh = path.join(scratch, 'generated');
    await buf(sdk, ['--output', fresh], log);
    const differing = (
      await Promise.all(outs.map((out) => differences(path.join(sdk, out), path.join(fresh, out), out)))
    ).flat();
    if (differing.length === 0) return;
    throw new PackagesError(
      'GENERATED_CODE_STALE',
      `${project}: ${differing.join(', ')} ${differing.length === 1 ? 'is' : 'are'} not what the generators write from the contract. Run "nx run ${project}:generate" and commit.`,
    );
  });
}

async function buf(sdk: string, args: readonly string[], log: Log): Promise<void> {
  await runProcess({
    command: 'buf',
    args: ['generate', '--template', BUF_TEMPLATE, ...args],
    cwd: sdk,
    env: userEnvironment(),
    log,
    timeout: 300_000,
  });
}

async function differences(committed: string, fresh: string, out: string): Promise<string[]> {
  const [before, after] = await Promise.all([filesIn(committed), filesIn(fresh)]);
  const names = [...new Set([...before.keys(), ...after.keys()])].sort();
  return names.filter((name) => before.get(name) !== after.get(name)).map((name) => path.join(out, name));
}

/** The text of each generated file by its path, without a language's caches. */
async function filesIn(folder: string): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'));
  const texts = files.map(async (entry): Promise<[string, string]> => {
    const file = path.join(entry.parentPath, entry.name);
    return [path.relative(folder, file), await readFile(file, 'utf8')];
  });
  return new Map(await Promise.all(texts));
}
