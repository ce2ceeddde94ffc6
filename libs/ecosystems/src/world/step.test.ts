import { expect, test } from 'vitest';
import { type EndedStep, onStep, step } from './step.ts';

test('a step that ends, well or not, is told with its name and time, and changes no result', async () => {
  const endedSteps: EndedStep[] = [];
  onStep((ended) => endedSteps.push(ended));
  expect(await step('good', async () => 7)).toBe(7);
  await expect(step('bad', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(endedSteps.map(({ name }) => name)).toEqual(['good', 'bad']);
  for (const { milliseconds } of endedSteps) expect(milliseconds).toBeGreaterThanOrEqual(0);
});
