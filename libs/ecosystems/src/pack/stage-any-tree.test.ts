import { chmod, lstat, mkdir, readdir, readFile, realpath, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newRepository, type Repository } from '../history/testing/repository.ts';
import { staged } from './testing/staged.ts';

describe('of any tree', () => {
  const NAMES = ['a', 'b', 'c d', 'ü', '-x', '*', '[b]'];
  const segment = fc.constantFrom(...NAMES);
  const place = fc
    .tuple(fc.constantFrom('sdk', 'shared'), fc.array(segment, { minLength: 1, maxLength: 3 }))
    .map(([top, segments]) => [top, ...segments].join('/'));
  const file = fc.record({ at: place, text: fc.string({ maxLength: 3 }), executable: fc.boolean() });
  const linked = fc.record({
    at: place,
    to: fc.oneof(
      { weight: 6, arbitrary: place },
      { weight: 1, arbitrary: fc.constantFrom('sdk', 'shared', '../outside', 'gone') },
    ),
  });
  const tree = fc.array(fc.oneof({ weight: 2, arbitrary: file }, { weight: 1, arbitrary: linked }), {
    maxLength: 14,
  });

  test('the copy is what a checkout holds, with links followed, whatever the modes on the disk are', async () => {
    await using repository = await newRepository();
    const { root } = repository;
    let copies = 0;
    let refusals = 0;
    await fc.assert(
      fc.asyncProperty(tree, fc.boolean(), async (nodes, modesAreLost) => {
        await repository.git('config', 'core.fileMode', 'true');
        for (const folder of ['sdk', 'shared', '.git/checkout'])
          await rm(path.join(root, folder), { recursive: true, force: true });
        await repository.write({ 'sdk/always.txt': '' });
        for (const node of nodes) await make(repository, node);
        await repository.git('add', '--all');
        await repository.git('checkout-index', '--all', '--prefix=.git/checkout/');
        const wanted = await followed(path.join(root, '.git/checkout'), 'sdk').catch(() => undefined);
        if (modesAreLost) {
          await repository.git('config', 'core.fileMode', 'false');
          for (const node of nodes)
            if ('text' in node) await chmod(path.join(root, node.at), 0o700).catch(() => {});
        }
        const given = await staged(repository).catch((error: unknown) => error);
        if (wanted === undefined) expect(given).toMatchObject({ code: 'SDK_NOT_PACKABLE' });
        else expect(given).toEqual(wanted);
        if (wanted === undefined) refusals++;
        else copies++;
      }),
      { numRuns: 30 },
    );
    expect(Math.min(copies, refusals)).toBeGreaterThan(2);
  });

  /** Makes nothing at a path that is taken. */
  async function make(
    { root, write }: Repository,
    node: { at: string; text: string; executable: boolean } | { at: string; to: string },
  ): Promise<void> {
    const at = path.join(root, node.at);
    if ('text' in node) {
      const isFree = (await realpath(path.dirname(at)).catch(() => path.dirname(at))) === path.dirname(at);
      if (!isFree || (await lstat(at).catch(() => undefined)) !== undefined) return;
      await write({ [node.at]: node.text }).catch(() => {});
      if (node.executable) await chmod(at, 0o755).catch(() => {});
      return;
    }
    await mkdir(path.dirname(at), { recursive: true }).catch(() => {});
    await symlink(path.posix.relative(path.posix.dirname(node.at), node.to), at).catch(() => {});
  }

  /** Lists the files below a folder as `cp -RL` would copy them; fails for a link that it could not follow. */
  async function followed(
    top: string,
    at: string,
    parents: readonly string[] = [],
  ): Promise<Record<string, string>> {
    const found: Record<string, string> = {};
    const folder = await realpath(path.join(top, at));
    const around = [...parents, folder];
    for (const entry of await readdir(path.join(top, at), { withFileTypes: true })) {
      const inner = path.join(at, entry.name);
      const real = await realpath(path.join(top, inner));
      const isBelow = (one: string, other: string): boolean => one === other || one.startsWith(`${other}/`);
      if (!isBelow(real, top)) throw new Error(`${inner} leads outside`);
      const status = await lstat(real);
      if (entry.isSymbolicLink() && around.some((one) => isBelow(one, real)))
        throw new Error(`${inner} is a circle`);
      if (status.isDirectory()) Object.assign(found, await followed(top, inner, around));
      else {
        const name = path.relative('sdk', inner) + ((status.mode & 0o100) === 0 ? '' : '*');
        found[name] = await readFile(real, 'utf8');
      }
    }
    return found;
  }
});
