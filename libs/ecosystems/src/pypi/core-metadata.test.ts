import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { coreMetadataOf, parseCoreMetadata } from './core-metadata.ts';

describe('parseCoreMetadata', () => {
  it.each([
    [
      'Name: a\nVersion: 1\n',
      [
        ['Name', 'a'],
        ['Version', '1'],
      ],
    ],
    [
      'Name: a\r\n\r\nText:\r\n  more\r\n',
      [
        ['Name', 'a'],
        ['Description', 'Text:\n  more\n'],
      ],
    ],
    [
      'License: one\n        two\n   three\nName: a',
      [
        ['License', 'one\ntwo\nthree'],
        ['Name', 'a'],
      ],
    ],
    [
      'Project-URL: Home, https://host\nProject-URL: b\n',
      [
        ['Project-URL', 'Home, https://host'],
        ['Project-URL', 'b'],
      ],
    ],
  ])('reads %j', (text, fields) => {
    expect(parseCoreMetadata(text)).toEqual(fields);
  });
});

describe('coreMetadataOf', () => {
  it('takes the METADATA of the wheel itself, not of what it vendors', async () => {
    const zip = zipSync({
      'a/_vendor/b-1.dist-info/METADATA': Buffer.from('Name: b'),
      'a-1.dist-info/METADATA': Buffer.from('Name: a'),
    });
    const found = await coreMetadataOf('a-1-py3-none-any.whl', Buffer.from(zip));
    expect(found.toString()).toBe('Name: a');
  });

  it.each([
    ['a-1-py3-none-any.whl', Buffer.from('no zip'), /can't be read/],
    ['a-1-py3-none-any.whl', Buffer.from(zipSync({ x: Buffer.from('') })), /holds no core metadata/],
    ['a-1.tar.gz', gzipSync(Buffer.from('no tar'.repeat(200))), /can't be read/],
  ])('refuses %s', async (file, bytes, why) => {
    await expect(coreMetadataOf(file, bytes)).rejects.toThrow(why);
  });
});
