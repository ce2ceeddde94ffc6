import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { type Count, countGoTests, countVitest } from '../count.ts';
import type { Clone } from '../e2e/clone.ts';
import type { NamedTest } from './parse-break.ts';

const LIMIT = 600_000;

/** Runs one test in a clone, by the runner of its language. */
export async function runNamedTest(
  clone: Clone,
  test: NamedTest,
): Promise<Count & { readonly output: string }> {
  if (test.file.endsWith('.test.ts')) return vitest(clone, test);
  return test.file.endsWith('.py') ? pytest(clone, test) : goTest(clone, test);
}

async function vitest(
  clone: Clone,
  { file, name, group }: NamedTest,
): Promise<Count & { readonly output: string }> {
  const report = path.join(clone.temporary, 'report.json');
  const pattern = RegExp.escape(group ?? name);
  // The SDK's tests are run with its own configuration, as its target does.
  const sdk = /^sdks\/[^/]+/.exec(file)?.[0] ?? '.';
  const { all } = await execa(
    'vitest',
    [
      'run',
      path.resolve(clone.root, file),
      '--testNamePattern',
      pattern,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: path.join(clone.root, sdk),
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: LIMIT,
      preferLocal: true,
      localDir: clone.root,
      env: { TMPDIR: clone.temporary },
    },
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return { ...countVitest(text, name), output: all };
}

async function pytest(clone: Clone, { file, name }: NamedTest): Promise<Count & { readonly output: string }> {
  const [sdk = '', test = ''] = file.split(/\/(?=tests\/)/);
  const { all, exitCode } = await execa('uv', ['run', '--no-project', 'pytest', `${test}::${name}`], {
    cwd: path.join(clone.root, sdk),
    all: true,
    reject: false,
    stdin: 'ignore',
    timeout: LIMIT,
    preferLocal: true,
    localDir: clone.root,
  });
  // Pytest says 1 where tests failed; other codes than 0 are of runs without tests.
  return { passed: exitCode === 0 ? 1 : 0, failed: exitCode === 1 ? 1 : 0, output: all };
}

async function goTest(clone: Clone, { file, name }: NamedTest): Promise<Count & { readonly output: string }> {
  const { stdout } = await execa('go', ['test', '-count=1', '-json', '-run', `^${name}$`, '.'], {
    cwd: path.join(clone.root, file),
    reject: false,
    stdin: 'ignore',
    timeout: LIMIT,
  });
  return countGoTests(stdout.split('\n'));
}
