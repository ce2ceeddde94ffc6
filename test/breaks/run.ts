// Proves that tests catch what they are for, `npm run breaks [part of a patch's name …]`: each patch takes out a line
// that upholds a promise; in a clone the test that it names must pass before and fail after. All patches must apply
// before the first one is proved; `npm run breaks -- --check` stops after that.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Clone, cloneWorkspace } from '../e2e/clone.ts';
import { type NamedTest, parseBreak } from './parse-break.ts';
import { type Outcome, runNamedTests } from './run-named-test.ts';

interface Break {
  readonly patch: string;
  readonly test: NamedTest;
}

const folder = import.meta.dirname;
const checkOnly = process.argv.includes('--check');
const wanted = process.argv.slice(2).filter((argument) => argument !== '--check');
const patches = (await readdir(folder)).filter((name) => name.endsWith('.patch')).toSorted();
const chosen = patches.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const breaks: Break[] = await Promise.all(
  chosen.map(async (patch) => ({
    patch,
    test: parseBreak(await readFile(path.join(folder, patch), 'utf8')),
  })),
);

if (breaks.length === 0) {
  console.error(`No patch's name contains ${wanted.join(' or ')}. The patches are the files of test/breaks.`);
  process.exit(1);
}

const unusable = await unusablePatches();
for (const problem of unusable) console.log(`✖ ${problem}`);
if (unusable.length > 0 || checkOnly) {
  console.log(`\n${breaks.length - unusable.length} can be applied, ${unusable.length} can't`);
  process.exitCode = unusable.length > 0 ? 1 : 0;
} else {
  await proveAll();
}

async function proveAll(): Promise<void> {
  let caught = 0;
  for (const [file, ofFile] of Map.groupBy(breaks, ({ test }) => test.file)) {
    const tests = ofFile.map(({ test }) => test);
    const before = await inClone((clone) => runNamedTests(clone, file, tests));
    for (const [at, one] of ofFile.entries()) {
      const problem = await prove(one, before[at]).catch((error: unknown) =>
        error instanceof Error ? error.message : String(error),
      );
      console.log(problem === undefined ? `✔ ${one.patch} is caught` : `✖ ${one.patch}: ${problem}`);
      if (problem === undefined) caught += 1;
    }
  }
  console.log(`\n${caught} passed, ${breaks.length - caught} failed`);
  process.exitCode = caught === breaks.length ? 0 : 1;
}

/** A sentence for each patch that does not apply to the files as they are now, or names a test file that is not there. */
async function unusablePatches(): Promise<string[]> {
  return inClone(async (clone) => {
    const problems: string[] = [];
    for (const { patch, test } of breaks) {
      if (!existsSync(path.join(clone.root, test.file)))
        problems.push(`${patch} names ${test.file}, which does not exist.`);
      else if (!(await applies(clone, patch, '--check')))
        problems.push(
          `${patch} does not apply. Edit the patch: the lines that it changes are other ones now.`,
        );
    }
    return problems;
  });
}

/** What is wrong with a patch; undefined where its test passed without it and fails with it. */
async function prove({ patch, test }: Break, before: Outcome | undefined): Promise<string | undefined> {
  const named = `(${test.file}, "${test.name}")`;
  if (before === undefined || before.failed > 0 || before.passed === 0)
    return `its test does not pass unpatched ${named}.\n${before?.output ?? ''}`;
  return inClone(async (clone) => {
    if (!(await applies(clone, patch))) return 'it does not apply.';
    const [after] = await runNamedTests(clone, test.file, [test]);
    return after !== undefined && after.failed > 0 ? undefined : `its test passes all the same ${named}.`;
  });
}

async function inClone<T>(work: (clone: Clone) => Promise<T>): Promise<T> {
  const clone = await cloneWorkspace();
  try {
    return await work(clone);
  } finally {
    await clone.remove();
  }
}

/** The lines that a patch removes must be as they were, those around them need not. */
async function applies(clone: Clone, patch: string, ...options: string[]): Promise<boolean> {
  return clone.git('apply', '-C0', ...options, path.join(folder, patch)).then(
    () => true,
    () => false,
  );
}
