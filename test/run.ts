// Runs every check and test, `npm test`, and ends with one line that counts them.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { inScratchFolder, runProcess, userEnvironment } from '@ameideio/ecosystems';
import { STATICCHECK } from '../libs/ecosystems/src/go/own-commands.ts';
import { type Count, countGoTests, countVitest } from './count.ts';

const root = path.resolve(import.meta.dirname, '..');
const GO_FOLDERS = [
  'services/go-module-registry',
  'services/organization-audit',
  'sdks/go',
  'libs/ecosystems/src/go/modzip',
];
const LIMIT = 45 * 60_000;

const counts: Count[] = [];

await check('Chromium, for the tests of the report', 'node', ['test/browser/install-chromium.ts']);
await compileGo();
// The checks run while the tests wait.
await Promise.all([vitest(), checks()]);

const passed = counts.reduce((sum, count) => sum + count.passed, 0);
const failed = counts.reduce((sum, count) => sum + count.failed, 0);
console.log(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;

/** On a new machine this takes a minute. Without it, several tests would compile the same packages at the same time. */
async function compileGo(): Promise<void> {
  await check('Go: build of the module registry', 'go', ['build', './...'], 'services/go-module-registry');
  const staticcheck = ['tool', `-modfile=${path.join(root, STATICCHECK, 'go.mod')}`, 'staticcheck', './...'];
  await check('Go: staticcheck of the SDK', 'go', staticcheck, 'sdks/go');
  // The clients of a smoke and of a service compile with this flag.
  await check('Go: build of the SDK', 'go', ['build', '-trimpath', './...'], 'sdks/go');
}

async function checks(): Promise<void> {
  await check('TypeScript: format and lint', 'biome', ['check', '.']);
  await check('TypeScript: types', 'tsc', ['--noEmit']);
  await check('Python: lint', 'uv', ['run', '--no-project', 'ruff', 'check', '.']);
  await check('Python: format', 'uv', ['run', '--no-project', 'ruff', 'format', '--check', '.']);
  await check('Go: format', 'gofmt', ['-d', ...GO_FOLDERS]);
  await check('Go: vet of the module registry', 'go', ['vet', './...'], 'services/go-module-registry');
  await check('Go: vet of modzip', 'go', ['vet', './...'], 'libs/ecosystems/src/go/modzip');
  await goTests('services/go-module-registry');
}

/** Runs one command whose exit code is the result. */
async function check(name: string, command: string, args: string[], folder = '.'): Promise<void> {
  const lines: string[] = [];
  const ok = await run(command, args, folder, (line) => lines.push(line));
  console.log(`${ok ? '✔' : '✖'} ${name}`);
  if (!ok) console.log(lines.join('\n'));
  counts.push({ passed: ok ? 1 : 0, failed: ok ? 0 : 1 });
}

async function goTests(folder: string): Promise<void> {
  const lines: string[] = [];
  const ok = await run('go', ['test', '-json', './...'], folder, (line) => lines.push(line));
  const count = countGoTests(lines);
  console.log(`${ok ? '✔' : '✖'} Go: tests of ${folder}, ${count.passed} passed, ${count.failed} failed`);
  if (!ok) console.log(count.output);
  counts.push(ok ? count : { passed: count.passed, failed: Math.max(count.failed, 1) });
}

async function vitest(): Promise<void> {
  await inScratchFolder('vitest', async (scratch) => {
    const report = path.join(scratch, 'report.json');
    const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
    const ok = await run('vitest', args, '.', console.log);
    const count = countVitest(await readFile(report, 'utf8').catch(() => undefined));
    counts.push(ok ? count : { passed: count.passed, failed: Math.max(count.failed, 1) });
  });
}

async function run(
  command: string,
  args: string[],
  folder: string,
  log: (line: string) => void,
): Promise<boolean> {
  const request = {
    command,
    args,
    cwd: path.join(root, folder),
    env: userEnvironment(),
    log,
    timeout: LIMIT,
  };
  return runProcess(request).then(
    () => true,
    () => false,
  );
}
