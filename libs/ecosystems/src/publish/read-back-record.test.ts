import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { readBackRecord } from './read-back-record.ts';
import { packedOf } from './testing/memory-registry.ts';

test('a digest is known at the address where it was seen, and nowhere else; also by another process', async () => {
  await using folder = await temporaryFolder('record');
  const record = readBackRecord(path.join(folder.path, 'record'));
  const [one, other] = packedOf({ one: '1', other: '2' }).artifacts;
  if (one === undefined || other === undefined) throw new Error('Nothing is packed.');
  const url = 'http://registry.invalid/one';
  expect(await record.has(url, one)).toBe(false);
  await Promise.all([record.add(url, one), record.add(url, one)]);
  expect(await record.has(url, one)).toBe(true);
  expect(await record.has(url, other)).toBe(false);
  expect(await record.has('http://other.invalid/one', one)).toBe(false);
  expect(await readBackRecord(path.join(folder.path, 'record')).has(url, one)).toBe(true);
});
