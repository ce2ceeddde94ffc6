import { fileURLToPath } from 'node:url';

/** The program that runs pytest, for which no tests are no failure: pytest itself ends with 5. */
export const RUN_TESTS = fileURLToPath(new URL('run_tests.py', import.meta.url));
