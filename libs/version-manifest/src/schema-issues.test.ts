import { expect, test } from 'vitest';
import { z } from 'zod';
import { describeIssues } from './schema-issues.ts';

const schema = z.object({ versions: z.record(z.string(), z.object({ files: z.array(z.string()) })) });

test.each([
  ['text', 'the whole: Invalid input: expected object, received string'],
  [
    { versions: { '1.2.3': { files: ['a', 1] }, '@s/sdk': {} } },
    'versions["1.2.3"].files[1]: Invalid input: expected string, received number; ' +
      'versions["@s/sdk"].files: Invalid input: expected array, received undefined',
  ],
])('%j is told with the place of each fault', (value, text) => {
  const { error } = schema.safeParse(value);
  expect(error && describeIssues(error)).toBe(text);
});
