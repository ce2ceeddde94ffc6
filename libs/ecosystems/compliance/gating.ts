import { mkdir, symlink } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { newRepository } from '../src/history/testing/repository.ts';
import type { UsedSdk } from './fixture.ts';
import { inFolder } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

export function gating({ ecosystem, fixture }: Suite): void {
  const used: UsedSdk = {
    name: fixture.name('sdk-1'),
    range: fixture.range,
    version: fixture.spelled.release,
  };
  const clean = {
    ...inFolder('service', fixture.service(used)),
    ...inFolder('sdk', fixture.sdk(used.name, 'hello')),
  };

  test.each(fixture.accepted)('whether the range "%s" accepts %s: %s', (range, base, accepted) => {
    expect(ecosystem.accepts(range, base)).toBe(accepted);
  });

  test('a manifest tells name, base version and requirements with their lines', async () => {
    await using workspace = await newRepository();
    await workspace.write(clean);
    const service = path.join(workspace.root, 'service');
    const { requirements } = await ecosystem.readManifest(service);
    const file = `service/${fixture.manifestFile}`;
    expect(requirements).toContainEqual(
      expect.objectContaining({
        name: used.name,
        range: used.range,
        file: path.join(workspace.root, file),
        line: lineOf(clean[file], used.name),
      }),
    );
    expect(await ecosystem.readManifest(path.join(workspace.root, 'sdk'))).toMatchObject({
      name: used.name,
      base: '1.2.3',
    });
  });

  test('a manifest that is none is refused, with the file', async () => {
    await using workspace = await newRepository();
    const file = path.join(workspace.root, fixture.manifestFile);
    const refused = expect.objectContaining({
      code: 'MANIFEST_UNREADABLE',
      message: expect.stringContaining(file),
    });
    await expect(ecosystem.readManifest(workspace.root)).rejects.toThrow(refused);
    await workspace.write({ [fixture.manifestFile]: '"' });
    await expect(ecosystem.readManifest(workspace.root)).rejects.toThrow(refused);
    await expect(ecosystem.readManifest(workspace.root)).rejects.toThrow(`${file}:1`);
  });

  test('a service that takes its SDK from the registry alone has no forbidden source', async () => {
    await using workspace = await newRepository();
    await workspace.write(clean);
    const service = path.join(workspace.root, 'service');
    expect(await ecosystem.forbiddenSources(workspace.root, service, [used.name])).toEqual([]);
  });

  test.each(fixture.forbidden(used))('$what is found, with file and line', async (forbidden) => {
    await using workspace = await newRepository();
    await workspace.write({ ...clean, ...forbidden.files });
    for (const [link, target] of Object.entries(forbidden.links ?? {})) {
      const file = path.join(workspace.root, link);
      await mkdir(path.dirname(file), { recursive: true });
      await symlink(path.join(workspace.root, target), file);
    }
    const service = path.join(workspace.root, 'service');
    const found = await ecosystem.forbiddenSources(workspace.root, service, [used.name]);
    expect(found).toContainEqual({
      file: path.join(workspace.root, forbidden.file),
      line: forbidden.at === undefined ? 1 : lineOf(forbidden.files[forbidden.file], forbidden.at),
      reason: expect.stringMatching(/./),
    });
    expect(new Set(found.map(({ file, line }) => `${file}:${line}`)).size).toBe(1);
  });
}

/** Returns the number of the first line with this text, counted from 1. */
function lineOf(text: string | undefined, part: string): number {
  const index = text?.split('\n').findIndex((line) => line.includes(part)) ?? -1;
  if (index === -1) throw new Error(`There is no "${part}" in what the fixture writes.`);
  return index + 1;
}
