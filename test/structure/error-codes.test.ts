import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): Promise<string> => readFile(path.join(root, file), 'utf8');

test('docs/errors.md explains every error code once, and no other', async () => {
  const type = /export type PackagesErrorCode =([^;]+);/.exec(
    await read('libs/version-manifest/src/packages-error.ts'),
  );
  const codes = [...(type?.[1] ?? '').matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code);
  const explained = [...(await read('docs/errors.md')).matchAll(/^\*\*`([A-Z_]+)`\*\*/gm)].map(
    ([, code]) => code,
  );
  expect(codes.length).toBeGreaterThan(20);
  expect(explained.toSorted()).toEqual(codes.toSorted());
});
