import { afterAll, beforeAll, describe } from 'vitest';
import { affected } from './main-job/affected.ts';
import { edits } from './main-job/edits.ts';
import { endings } from './main-job/endings.ts';
import { failures } from './main-job/failures.ts';
import { person } from './main-job/person.ts';
import { release } from './main-job/release.ts';
import { services } from './main-job/services.ts';
import { twoRuns } from './main-job/two-runs.ts';
import { useWarmClone } from './main-job/warm-clone.ts';
import { type RunningRegistries, serve } from './registries.ts';

// One clone and one first run for all of them: it is what takes the longest.
const warm = useWarmClone();
twoRuns(warm);
describe('with registries that go on', () => {
  let registries: RunningRegistries;
  beforeAll(async () => {
    registries = await serve(warm().clone);
  });
  afterAll(() => registries?.stop());
  services(warm, () => registries);
  affected(warm, () => registries);
  edits(warm);
});
person(warm);
release(warm);
failures(warm);
endings(warm);
