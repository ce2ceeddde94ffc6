import fc from 'fast-check';
import { expect, test } from 'vitest';
import { resolveLink } from './resolve-link.ts';

/** A workspace's links, by path. */
const resolved = (link: string, links: Readonly<Record<string, string>>) =>
  resolveLink(link, async (at) => links[at]);

test.each<[string, Record<string, string>, string, string[]]>([
  ['a file beside it', { 'sdk/a': 'b' }, 'sdk/b', []],
  ['a file above', { 'sdk/a': '../LICENSE' }, 'LICENSE', []],
  ['a folder, with a slash', { 'sdk/a': './../shared/./x/' }, 'shared/x', []],
  ['a link', { 'sdk/a': 'b', 'sdk/b': '../c', c: 'd/e' }, 'd/e', ['sdk/b', 'c']],
  ['through a linked folder', { 'sdk/a': '../latest/x', latest: 'v/2' }, 'v/2/x', ['latest']],
  // After a link, ".." is the parent of the link's target.
  ['above a linked folder', { 'sdk/a': '../latest/../x', latest: 'v/2' }, 'v/x', ['latest']],
  ['the root', { 'sdk/a': '..' }, '', []],
])('a link leads to %s', async (_, links, target, through) => {
  expect(await resolved('sdk/a', links)).toEqual({ target, through });
});

test.each<[string, Record<string, string>, string]>([
  ['above the root', { 'sdk/a': '../../x' }, 'leads outside the workspace'],
  ['above the root and back', { 'sdk/a': '../../work/sdk/b' }, 'leads outside the workspace'],
  ['above the root through another link', { 'sdk/a': '../b', b: '..' }, 'leads outside the workspace'],
  ['to an absolute path', { 'sdk/a': '/etc' }, 'is absolute'],
  ['to an absolute path through another link', { 'sdk/a': 'b/c', 'sdk/b': '/etc' }, 'is absolute'],
  ['to itself', { 'sdk/a': 'a' }, 'leads round in a circle'],
  ['in a circle', { 'sdk/a': '../b', b: 'sdk/a' }, 'leads round in a circle'],
])('a link that leads %s is refused', async (_, links, fault) => {
  expect(await resolved('sdk/a', links)).toEqual({ fault: expect.stringContaining(fault) });
});

test('whatever the links are, an end is found, and no link stands on its way', async () => {
  const name = fc.constantFrom('a', 'b', 'c', '..', '.');
  const text = fc.array(name, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));
  const at = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 3 })
    .map((one) => one.join('/'));
  await fc.assert(
    fc.asyncProperty(fc.dictionary(at, text, { minKeys: 1 }), async (links) => {
      // A link has no children.
      const isPlaced = (one: string): boolean =>
        withParents(one).filter((parent) => parent in links).length === 1;
      const first = Object.keys(links).find(isPlaced) ?? '';
      const found = await resolved(first, links);
      if ('fault' in found) return;
      expect(withParents(found.target).filter((one) => one in links)).toEqual([]);
    }),
  );
});

/** Returns `a/b/c`, and `a` and `a/b`. */
function withParents(file: string): string[] {
  return file.split('/').map((_, index, all) => all.slice(0, index + 1).join('/'));
}
