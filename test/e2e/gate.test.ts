import { afterAll, afterEach, beforeAll, expect } from 'vitest';
import { type Clone, cloneWorkspace } from './clone.ts';
import { failedSmoke } from './gate/failed-smoke.ts';
import { forbidden } from './gate/forbidden.ts';
import { pastDependencies } from './gate/past-dependencies.ts';
import { nx } from './nx.ts';
import { type RunningRegistries, serve } from './registries.ts';

let clone: Clone;
let registries: RunningRegistries;
beforeAll(async () => {
  clone = await cloneWorkspace();
  const packed = await nx(clone, 'run-many -t pack');
  expect(packed.exitCode, packed.output).toBe(0);
  registries = await serve(clone);
});
afterAll(async () => {
  await registries?.stop();
  await clone?.remove();
});
afterEach(() => clone.reset());

const theClone = (): Clone => clone;
const addresses = (): Readonly<Record<string, string>> => registries.environment;
forbidden(theClone);
pastDependencies(theClone, addresses);
failedSmoke(theClone, addresses);
