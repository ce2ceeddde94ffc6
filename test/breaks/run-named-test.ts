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
  return test.file.endsWith('.test.ts') ? vitest(clone, test) : goTest(clone, test);
}

async function vitest(
  clone: Clone,
  { file, name, group }: NamedTest,
): Promise<Count & { readonly output: string }> {
  const report = path.join(clone.temporary, 'report.json');
  const pattern = RegExp.escape(group ?? name);
  const { all } = await execa(
    'vitest',
    [
      'run',
      file,
      '--testNamePattern',
      pattern,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${report}`,
    ],
    {
      cwd: clone.root,
      all: true,
      reject: false,
      stdin: 'ignore',
      timeout: LIMIT,
      preferLocal: true,
      env: { TMPDIR: clone.temporary },
    },
  );
  const text = await readFile(report, 'utf8').catch(() => undefined);
  return { ...countVitest(text, name), output: all };
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
