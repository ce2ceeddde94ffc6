import { expect, test } from 'vitest';
import { sdkInputs } from './sdk-inputs.ts';

test('the inputs are the folder, what it names, and what pins the tools', () => {
  const location = { root: 'sdk', extraInputs: ['tsconfig.json'] };
  expect(sdkInputs(location, { toolPins: ['package-lock.json'] })).toEqual([
    'sdk',
    'tsconfig.json',
    'package-lock.json',
  ]);
});
