import { endings } from './main-job/endings.ts';
import { failures } from './main-job/failures.ts';
import { person } from './main-job/person.ts';
import { release } from './main-job/release.ts';
import { services } from './main-job/services.ts';
import { twoRuns } from './main-job/two-runs.ts';
import { useWarmClone } from './main-job/warm-clone.ts';

// All tests share one clone and one first run, which takes the longest.
const warm = useWarmClone();
twoRuns(warm);
services(warm);
person(warm);
release(warm);
failures(warm);
endings(warm);
