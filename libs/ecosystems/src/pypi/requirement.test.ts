import { describe, expect, it } from 'vitest';
import { normalisedName, parseRequirement } from './requirement.ts';

describe('normalisedName', () => {
  it.each([
    ['Ameide_SDK', 'ameide-sdk'],
    ['a.-_b', 'a-b'],
    ['ameide-sdk', 'ameide-sdk'],
  ])('%s is %s', (name, normalised) => {
    expect(normalisedName(name)).toBe(normalised);
  });
});

describe('parseRequirement', () => {
  it.each([
    ['ameide-sdk', { name: 'ameide-sdk', extras: [], specifier: '', url: undefined }],
    ['Ameide_SDK>=0.1,<0.2', { name: 'ameide-sdk', extras: [], specifier: '>=0.1,<0.2', url: undefined }],
    ['a ~= 1.4 ; python_version < "3.13"', { name: 'a', extras: [], specifier: '~= 1.4', url: undefined }],
    ['a (>=1)', { name: 'a', extras: [], specifier: '>=1', url: undefined }],
    [
      'a[X_y, z] >= 1 , != 1.2',
      { name: 'a', extras: ['x-y', 'z'], specifier: '>= 1 , != 1.2', url: undefined },
    ],
    [
      'a @ git+ssh://git@host/a@v1 ; os_name == "posix"',
      { name: 'a', extras: [], specifier: '', url: 'git+ssh://git@host/a@v1' },
    ],
    ['a[x]@file:///a', { name: 'a', extras: ['x'], specifier: '', url: 'file:///a' }],
  ])('reads %s', (text, requirement) => {
    expect(parseRequirement(text)).toEqual(requirement);
  });

  it.each([[''], ['./a'], ['-e .'], ['_a'], ['https://host/a.whl'], ['a b']])(
    'finds none in "%s"',
    (text) => {
      expect(parseRequirement(text)).toBeUndefined();
    },
  );
});
