import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { execa } from 'execa';
import { type Count, countGoTests, countVitest } from '../count.ts';
import type { Clone } from '../e2e/clone.ts';
import type { NamedTest } from './parse-break.ts';

const LIMIT = 1_800_000;

export type Outcome = Count & { readonly output: string };

/** Runs tests of one file in a clone, by the runner of its language; the outcomes stand in the order of the tests. */
export async function runNamedTests(
  clone: Clone,
  file: string,
  tests: readonly NamedTest[],
): Promise<Outcome[]> {
  if (file.endsWith('.test.ts')) return vitest(clone, file, tests);
  const outcomes: Outcome[] = [];
  for (const test of tests)
    outcomes.push(await (file.endsWith('.py') ? pytest(clone, test) : goTest(clone, test)));
  return outcomes;
}

/** All at once: what they share is the dearest part of them. */
async function vitest(clone: Clone, file: string, tests: readonly NamedTest[]): Promise<Outcome[]> {
  const report = path.join(clone.temporary, 'report.json');
  const pattern = tests.map(({ group, name }) => RegExp.escape(group ?? name)).join('|');
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
  return tests.map(({ name }) => ({ ...countVitest(text, name), output: all }));
}

async function pytest(clone: Clone, { file, name }: NamedTest): Promise<Outcome> {
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

async function goTest(clone: Clone, { file, name }: NamedTest): Promise<Outcome> {
  const { stdout } = await execa('go', ['test', '-count=1', '-json', '-run', `^${name}$`, '.'], {
    cwd: path.join(clone.root, file),
    reject: false,
    stdin: 'ignore',
    timeout: LIMIT,
  });
  return countGoTests(stdout.split('\n'));
}
