import { afterAll, afterEach, beforeAll, describe } from 'vitest';
import { type Clone, cloneWorkspace } from './clone.ts';
import { byRegistries } from './refusals/by-registries.ts';
import { mirrorSmoke } from './refusals/mirror-smoke.ts';
import { withoutRegistries } from './refusals/without-registries.ts';
import { type RunningRegistries, serve } from './registries.ts';

let clone: Clone;
beforeAll(async () => {
  clone = await cloneWorkspace();
});
afterAll(() => clone?.remove());
afterEach(() => clone.reset());

withoutRegistries(() => clone);

describe('with registries', () => {
  let registries: RunningRegistries;
  beforeAll(async () => {
    registries = await serve(clone);
  });
  afterAll(() => registries?.stop());
  const addresses = () => registries.environment;
  byRegistries(() => clone, addresses);
  mirrorSmoke(() => clone, addresses);
});
