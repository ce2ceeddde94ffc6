import { afterAll, beforeAll, expect } from 'vitest';
import { commits, GO, NPM } from './affected/commits.ts';
import { edits } from './affected/edits.ts';
import { type Clone, cloneWorkspace } from './clone.ts';
import { nx } from './nx.ts';
import { type RunningRegistries, serve } from './registries.ts';

// Every task of two languages has run once before, so one that runs after an edit runs because of that edit.
let clone: Clone;
let registries: RunningRegistries;
beforeAll(async () => {
  clone = await cloneWorkspace();
  await shorten('libs/contracts/conformance.json');
  await clone.commit('Shorten the table');
  registries = await serve(clone);
  const all = await nx(
    clone,
    `run-many -t versions build test -p ${[...NPM, ...GO].join(' ')}`,
    registries.environment,
  );
  expect(all.exitCode, all.output).toBe(0);
});
afterAll(async () => {
  await registries?.stop();
  await clone?.remove();
});

commits(
  () => clone,
  () => registries,
);
edits(() => clone);

/** Shortens the conformance table, since what the SDKs do does not matter here: their tests run its first cases. */
async function shorten(table: string): Promise<void> {
  const { cases, ...rest }: { cases: unknown[] } = JSON.parse(await clone.read(table));
  await clone.write(table, JSON.stringify({ ...rest, cases: cases.slice(0, 5) }, null, 2));
}
