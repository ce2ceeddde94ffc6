import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { parseJsonFile, readJsonFile } from './json-file.ts';

const schema = z.looseObject({
  name: z.string(),
  parts: z.array(z.looseObject({ size: z.number() })).optional(),
});
const read = (text: string) => parseJsonFile('some.json', text, schema);

describe('parseJsonFile', () => {
  test('knows the line of each value, and of the nearest one around what is not there', () => {
    const { lineOf } = read(
      '{\n  "name": "a",\n  "parts": [\n    { "size": 1 },\n    { "size":\n 2 }\n  ]\n}\n',
    );
    expect(lineOf()).toBe(1);
    expect(lineOf('name')).toBe(2);
    expect(lineOf('parts', 1)).toBe(5);
    expect(lineOf('parts', 1, 'size')).toBe(5);
    expect(lineOf('parts', 9, 'size')).toBe(3);
    expect(lineOf('nothing')).toBe(1);
  });

  test.each([
    ['{\n  "name": "a",\n}', 'some.json:3 ', 'PropertyNameExpected'],
    ['{\n  "name": "a"\n  "b": 1\n}', 'some.json:3 ', 'CommaExpected'],
    ['{\n  // no\n  "name": "a"\n}', 'some.json:2 ', 'InvalidCommentToken'],
    ['', 'some.json:1 ', 'ValueExpected'],
    ['{\n  "name": 1\n}', 'some.json:2 ', 'name: '],
    ['{\n  "name": "a",\n  "parts": [\n    { "size": "b" }\n  ]\n}', 'some.json:4 ', 'parts[0].size: '],
    ['[]', 'some.json:1 ', 'the whole: '],
  ])('refuses %j by file, line and reason', (text, place, reason) => {
    expect(() => read(text)).toThrow(place);
    expect(() => read(text)).toThrow(reason);
  });
});

test('a file that is not there is named', async () => {
  const reading = readJsonFile('nowhere/package.json', schema);
  await expect(reading).rejects.toMatchObject({ code: 'MANIFEST_UNREADABLE' });
  await expect(reading).rejects.toThrow('nowhere/package.json');
});
