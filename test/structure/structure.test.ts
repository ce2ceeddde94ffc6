import path from 'node:path';
import { expect, test } from 'vitest';
import { type Import, importsOf, importsUnder } from './imports.ts';
import { PACKAGES, ROOMS, roomOf } from './rooms.ts';

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..');

/** Tests, and what only they use, may import what they test with. */
const ofTests = ({ file }: Import): boolean =>
  /\.test\.ts$|\/testing\/|^libs\/ecosystems\/compliance\//.test(file);

const isAllowed = ({ file, from }: Import): boolean => {
  const [room, other] = [roomOf(file), roomOf(from)];
  if (other === undefined) return !from.startsWith('@ameideio/') || from.startsWith('@ameideio/ameide-sdk-');
  return room === other || (room !== undefined && (ROOMS[room] ?? []).includes(other));
};

test('every import leads to a room that the importing room may import from', async () => {
  const imports = await importsUnder(WORKSPACE, ['libs', 'tools', 'sdks', 'services']);
  expect(imports.length).toBeGreaterThan(500);
  expect(imports.filter((one) => !ofTests(one) && !isAllowed(one))).toEqual([]);
});

test('every listed import between rooms is used, and leads to a lower room', async () => {
  const imports = (await importsUnder(WORKSPACE, ['libs', 'tools'])).filter((one) => !ofTests(one));
  const used = new Set(imports.map(({ file, from }) => `${roomOf(file)} -> ${roomOf(from)}`));
  const rooms = Object.keys(ROOMS);
  for (const [room, lower] of Object.entries(ROOMS)) {
    expect(lower.filter((other) => rooms.indexOf(other) >= rooms.indexOf(room))).toEqual([]);
    expect(
      lower.filter((other) => !used.has(`${room} -> ${other}`)),
      room,
    ).toEqual([]);
  }
});

test.each([
  ["import { x } from '../go/index.ts';", 'libs/ecosystems/src/npm/a.ts', false],
  ["import type { X } from '../go/index.ts';", 'libs/ecosystems/src/npm/a.ts', false],
  ["export { x } from '../go/index.ts';", 'libs/ecosystems/src/npm/a.ts', false],
  ["await import('../go/index.ts');", 'libs/ecosystems/src/npm/a.ts', false],
  ["import { npm } from '../npm/index.ts';", 'libs/ecosystems/src/publish/a.ts', false],
  ["import { x } from '@ameideio/local-registries';", 'libs/ecosystems/src/publish/a.ts', false],
  ["import { x } from '@ameideio/ecosystems';", 'sdks/ts/src/a.ts', false],
  ["import { x } from '../world/http.ts';", 'libs/ecosystems/src/npm/a.ts', true],
  ["import { x } from 'zod';", 'libs/ecosystems/src/npm/a.ts', true],
])('%s in %s: allowed is %s', (code, file, allowed) => {
  const found = importsOf(file, code);
  expect(found).toHaveLength(1);
  expect(found.every(isAllowed)).toBe(allowed);
});

test('every imported package of the workspace is listed by its name', async () => {
  const imports = await importsUnder(WORKSPACE, ['libs', 'tools', 'test', 'bench']);
  const own = imports.filter(({ from }) => from.startsWith('@ameideio/') && !from.includes('ameide-sdk'));
  expect([...new Set(own.map(({ from }) => from))].filter((name) => PACKAGES[name] === undefined)).toEqual(
    [],
  );
});
