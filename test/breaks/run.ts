// Proves that tests catch what they are for, `npm run breaks [part of a patch's name …]`: each patch takes out a line
// that upholds a promise; in a clone the test that it names must pass before and fail after.
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
const wanted = process.argv.slice(2);
const patches = (await readdir(folder)).filter((name) => name.endsWith('.patch')).toSorted();
const chosen = patches.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));
const breaks: Break[] = await Promise.all(
  chosen.map(async (patch) => ({
    patch,
    test: parseBreak(await readFile(path.join(folder, patch), 'utf8')),
  })),
);

let caught = 0;
for (const [file, ofFile] of Map.groupBy(breaks, ({ test }) => test.file)) {
  const before = await inClone((clone) =>
    runNamedTests(
      clone,
      file,
      ofFile.map(({ test }) => test),
    ),
  );
  for (const [at, one] of ofFile.entries()) {
    const problem = await prove(one, before[at]).catch((error: unknown) =>
      error instanceof Error ? error.message : String(error),
    );
    console.log(problem === undefined ? `✔ ${one.patch} is caught` : `✖ ${one.patch}: ${problem}`);
    if (problem === undefined) caught += 1;
  }
}
console.log(`\n${caught} passed, ${breaks.length - caught} failed`);
process.exitCode = caught === breaks.length && caught > 0 ? 0 : 1;

/** What is wrong with a patch; undefined where its test passed without it and fails with it. */
async function prove({ patch, test }: Break, before: Outcome | undefined): Promise<string | undefined> {
  const named = `(${test.file}, "${test.name}")`;
  if (before === undefined || before.failed > 0 || before.passed === 0)
    return `its test does not pass unpatched ${named}.\n${before?.output ?? ''}`;
  return inClone(async (clone) => {
    if (!(await applies(clone, path.join(folder, patch)))) return 'it does not apply.';
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

async function applies(clone: Clone, patch: string): Promise<boolean> {
  return clone.git('apply', patch).then(
    () => true,
    () => false,
  );
}
