import { expect, test } from 'vitest';
import { newProblems } from './problems.ts';

const problems = () =>
  newProblems({ registry: 'https://own.example.com', upstream: 'https://up.example.com', variable: 'OWN' });

test('every problem is told once, with what to do', () => {
  const noted = problems();
  noted.noteFailure('It failed.');
  noted.noteFailure('It failed.');
  const sentence = noted.noteMissing('@acme/sdk');
  expect(noted.noteMissing('@acme/sdk')).toBe(sentence);
  expect(sentence).toBe(
    '@acme/sdk is internal (an SDK of this workspace, or named by OWN), and https://own.example.com does not serve it. It is never taken from https://up.example.com. Publish it to the registry.',
  );
  expect(noted.list()).toEqual(['It failed.', sentence]);
});

test('what stands below a served name is a part of it, and lacks nothing', () => {
  const noted = problems();
  for (const name of ['example.com/sdk', 'example.com/sdk/greeting', 'example.com/sdk2'])
    noted.noteMissing(name);
  noted.noteServed('example.com/sdk');
  expect(noted.list()).toEqual([expect.stringMatching(/^example\.com\/sdk2 is internal/)]);
});
