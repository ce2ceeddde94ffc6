import { fileURLToPath } from 'node:url';

/** The program that runs pytest and accepts a project without tests: pytest itself exits with 5. */
export const RUN_TESTS = fileURLToPath(new URL('run_tests.py', import.meta.url));
