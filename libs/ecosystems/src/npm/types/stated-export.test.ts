import path from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../world/testing/temporary-folder.ts';
import { writeFiles } from '../testing/sample-package.ts';
import { isStatedExport } from './stated-export.ts';

test.each([
  ['export declare const name: string;', true],
  ['export declare class name {}', true],
  ['declare function name(): void;\nexport { name };', true],
  ["export { other as name } from './other.js';", true],
  ["export * from './other.js';", true],
  ['declare const name: unique symbol;\nexport interface Branded {}', false],
  ['declare class name {}\nexport declare function make(): name;', false],
  ['declare namespace all { class name {} }\nexport = all;', false],
  ['declare namespace all { export class name {} }\nexport = all;', true],
  ['declare namespace all { export let name: boolean; }\nexport = all;', false],
  ['export declare let name: boolean;', true],
  ['export declare namespace all { const name: string; }', false],
])('%j states the name: %s', async (text, stated) => {
  await using folder = await temporaryFolder('declarations');
  await writeFiles(folder.path, { 'index.d.ts': text });
  const file = path.join(folder.path, 'index.d.ts');
  expect(await isStatedExport({ name: 'name', file })).toBe(stated);
});

test('a name whose file is not known is taken as stated', async () => {
  expect(await isStatedExport({ name: 'name' })).toBe(true);
  expect(await isStatedExport({ name: 'name', file: '/not/there.d.ts' })).toBe(true);
});
