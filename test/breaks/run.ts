// Proves that tests catch what they are for, `npm run breaks [part of a patch's name …]`: each patch takes out a line
// that upholds a promise; in a clone the test that it names must pass before and fail after.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { type Clone, cloneWorkspace } from '../e2e/clone.ts';
import { parseBreak } from './parse-break.ts';
import { runNamedTest } from './run-named-test.ts';

const folder = import.meta.dirname;
const wanted = process.argv.slice(2);
const names = (await readdir(folder)).filter((name) => name.endsWith('.patch')).toSorted();
const chosen = names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

let caught = 0;
for (const name of chosen) {
  const problem = await prove(name).catch((error: unknown) =>
    error instanceof Error ? error.message : String(error),
  );
  console.log(problem === undefined ? `✔ ${name} is caught` : `✖ ${name}: ${problem}`);
  if (problem === undefined) caught += 1;
}
console.log(`\n${caught} passed, ${chosen.length - caught} failed`);
process.exitCode = caught === chosen.length && caught > 0 ? 0 : 1;

/** What is wrong with a patch; undefined where its test passes without it and fails with it. */
async function prove(name: string): Promise<string | undefined> {
  const patch = path.join(folder, name);
  const test = parseBreak(await readFile(patch, 'utf8'));
  const clone = await cloneWorkspace();
  try {
    const before = await runNamedTest(clone, test);
    if (before.failed > 0 || before.passed === 0)
      return `its test does not pass unpatched (${test.file}, "${test.name}").\n${before.output}`;
    if (!(await applies(clone, patch))) return 'it does not apply.';
    const after = await runNamedTest(clone, test);
    return after.failed > 0 ? undefined : `its test passes all the same (${test.file}, "${test.name}").`;
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
