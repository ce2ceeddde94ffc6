import { describe, expect, it } from 'vitest';
import { isOfVersion, parseDistributionFile } from './distribution-file.ts';

describe('parseDistributionFile', () => {
  it.each([
    [
      'ameide_sdk-0.1.0.dev20261124150000-py3-none-any.whl',
      { kind: 'wheel', name: 'ameide-sdk', version: '0.1.0.dev20261124150000', pyversion: 'py3', pure: true },
    ],
    [
      'a-1.0-1build-cp311-cp311-linux_x86_64.whl',
      { kind: 'wheel', name: 'a', version: '1.0', pyversion: 'cp311', pure: false },
    ],
    [
      'ameide_sdk-0.1.0.tar.gz',
      { kind: 'sdist', name: 'ameide-sdk', version: '0.1.0', pyversion: 'source', pure: true },
    ],
    [
      'Old-Name-1.0.zip',
      { kind: 'sdist', name: 'old-name', version: '1.0', pyversion: 'source', pure: true },
    ],
  ])('reads %s', (file, parsed) => {
    expect(parseDistributionFile(file)).toEqual(parsed);
  });

  it.each([['a-1.0.exe'], ['a.tar.gz'], ['a-1.0-py3.whl'], ['a-1.0-py3-none-any.whl.metadata']])(
    '%s is none',
    (file) => {
      expect(parseDistributionFile(file)).toBeUndefined();
    },
  );
});

describe('isOfVersion', () => {
  it.each([
    ['ameide_sdk-0.1.0.tar.gz', true],
    ['Ameide.SDK-0.1.tar.gz', true],
    ['ameide_sdk-0.1.0.post1.tar.gz', false],
    ['ameide_sdk_extra-0.1.0.tar.gz', false],
    ['ameide_sdk-nightly.tar.gz', false],
  ])('%s: %s', (file, is) => {
    expect(isOfVersion(file, 'ameide-sdk', '0.1.0')).toBe(is);
  });
});
