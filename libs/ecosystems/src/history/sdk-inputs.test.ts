import { expect, test } from 'vitest';
import { listSdkInputs } from './sdk-inputs.ts';

test('the inputs are the folder, what it names, and what pins the tools', () => {
  const location = { root: 'sdk', extraInputs: ['tsconfig.json'] };
  expect(
    listSdkInputs(location, {
      sharedInputs: (root) => [`LICENSE of ${root}`],
      toolPins: ['package-lock.json'],
    }),
  ).toEqual(['sdk', 'tsconfig.json', 'LICENSE of sdk', 'package-lock.json']);
});
