import { expect, test } from 'vitest';
import { ecosystemById, ecosystemOf, ecosystems } from './ecosystems.ts';
import { newRepository } from './history/testing/repository.ts';

test.each(ecosystems)(
  'a folder with $manifestFiles is a project of $id, and found by that id',
  async (ecosystem) => {
    await using folder = await newRepository();
    await folder.write({ [ecosystem.manifestFiles]: '' });
    expect(ecosystemOf(folder.root)).toBe(ecosystem);
    expect(ecosystemById(ecosystem.id)).toBe(ecosystem);
  },
);

test('a folder with no manifest, or with two, is refused, and all of them are named', async () => {
  await using folder = await newRepository();
  const refused = expect.objectContaining({
    code: 'ECOSYSTEM_UNDECIDED',
    message: `${folder.root} must have exactly one of ${ecosystems.map((one) => one.manifestFiles).join(', ')}.`,
  });
  expect(() => ecosystemOf(folder.root)).toThrow(refused);
  await folder.write(Object.fromEntries(ecosystems.map(({ manifestFiles }) => [manifestFiles, ''])));
  expect(() => ecosystemOf(folder.root)).toThrow(refused);
});

test('an unknown id is refused, and the known ones are named', () => {
  expect(() => ecosystemById('cobol')).toThrow(
    expect.objectContaining({
      code: 'ECOSYSTEM_UNKNOWN',
      message: expect.stringContaining('"cobol" is not an ecosystem'),
    }),
  );
});

test('no two ecosystems share what tells them apart', () => {
  for (const field of ['id', 'language', 'manifestFiles'] as const)
    expect(new Set(ecosystems.map((ecosystem) => ecosystem[field])).size).toBe(ecosystems.length);
  const names = ecosystems.flatMap(({ variables }) => variables.map(({ name }) => name));
  expect(new Set(names).size).toBe(names.length);
  expect(names.every((name) => name.startsWith('PACKAGES_'))).toBe(true);
  for (const { variables } of ecosystems) {
    const kinds = variables.map(({ neededFor, holds }) => `${neededFor} ${holds}`);
    expect(new Set(kinds).size).toBe(kinds.length);
  }
});
