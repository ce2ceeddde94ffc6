import { edits } from './main-job/edits.ts';
import { endings } from './main-job/endings.ts';
import { person } from './main-job/person.ts';
import { release } from './main-job/release.ts';
import { twoRuns } from './main-job/two-runs.ts';
import { useWarmClone } from './main-job/warm-clone.ts';

// One clone and one first run for all of them: it is what takes the longest.
const warm = useWarmClone();
twoRuns(warm);
edits(warm);
person(warm);
release(warm);
endings(warm);
