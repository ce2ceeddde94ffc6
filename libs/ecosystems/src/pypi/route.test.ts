import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pypiRoute } from './route.ts';
import { filesOfHtml } from './simple-index.ts';

const read = (path: string) => pypiRoute.read(path);

test.each([
  ['left/', 'left'],
  ['left', 'left'],
  ['Left_Pad/', 'left-pad'],
  ['left.-_pad/', 'left-pad'],
  ['L/', 'l'],
])('%s is read as the page of %s', (path, name) => {
  expect(read(path)).toEqual({ name, path: `${name}/`, ofThirdParties: false });
});

test.each([
  '',
  '/',
  '.',
  '../',
  'left//',
  '/left/',
  'left/left-1.0.0.tar.gz',
  '-left/',
  'left-/',
  '%6ceft/',
  'left%2f',
  'left?x',
  'le ft/',
  'left\\',
  'lęft/',
])('%j is no read', (path) => {
  expect(read(path)).toBeUndefined();
});

test('whatever is read has one spelling, which an address keeps as it is', () => {
  const word = fc.stringMatching(/^[\w.%\\/-]{1,12}$/);
  fc.assert(
    fc.property(word, (path) => {
      const found = read(path);
      fc.pre(found !== undefined);
      expect(read(found.path)).toEqual(found);
      expect(new URL(`https://up.example.com/simple/${found.path}`).pathname).toBe(`/simple/${found.path}`);
    }),
  );
});

describe('internal names', () => {
  test.each([
    ['acme-sdk', true],
    ['acme-internal-tool', true],
    ['acme.internal_tool', true],
    ['ACME_SDK', true],
    ['acme', false],
    ['acme-sdk2', false],
    ['left', false],
  ])('%s: %s', async (name, internal) => {
    const patterns = await pypiRoute.internalPatterns({
      PACKAGES_PYPI_INTERNAL: 'Acme.SDK,acme_internal-*',
    });
    expect(pypiRoute.matcher(patterns)(name)).toBe(internal);
  });

  test.each(['acme>=1', 'acme sdk', '@acme/*', 'acme[extra]', 'acme/*'])(
    'the pattern %s, which no name can match, is refused',
    async (pattern) => {
      await expect(pypiRoute.internalPatterns({ PACKAGES_PYPI_INTERNAL: pattern })).rejects.toThrow(
        expect.objectContaining({
          code: 'VARIABLE_INVALID',
          message: expect.stringContaining(`PACKAGES_PYPI_INTERNAL holds "${pattern}"`),
        }),
      );
    },
  );
});

const PAGE = 'https://up.example.com/simple/left/';
const page = (type: string, body: string) => ({
  address: 'https://up.example.com/simple',
  url: PAGE,
  type,
  body: Buffer.from(body),
});

test('on a page in JSON each file gets another address, and nothing else changes', async () => {
  const json = {
    meta: { 'api-version': '1.1' },
    name: 'left',
    versions: ['1.0'],
    files: [
      {
        filename: 'left-1.0.tar.gz',
        url: '../../files/left-1.0.tar.gz',
        hashes: { sha256: 'a' },
        yanked: true,
      },
      { filename: 'left-1.0-py3-none-any.whl', url: 'https://files.example.com/w.whl?s=1', hashes: {} },
    ],
  };
  const links: string[] = [];
  const type = 'application/vnd.pypi.simple.v1+json';
  const written = await pypiRoute.relink?.(
    page(type, JSON.stringify(json)),
    (link) => `r:${links.push(link)}`,
  );
  expect(links).toEqual([
    'https://up.example.com/files/left-1.0.tar.gz',
    'https://files.example.com/w.whl?s=1',
  ]);
  const [first, second] = json.files;
  expect(JSON.parse(`${written}`)).toEqual({
    ...json,
    files: [
      { ...first, url: 'r:1' },
      { ...second, url: 'r:2' },
    ],
  });
});

test('a page in HTML is written anew of what a client reads there', async () => {
  const html = `<html><head><meta name="pypi:repository-version" content="1.0">
    <base href="https://mirror.example.com/deep/page"><title>Links</title></head><body>
    <a href="/help/">Help</a> <a href="mailto:x@example.com">Us</a> <a href="http://[">Broken</a> <a>None</a>
    <A HREF='files/left-1.0-py3-none-any.whl?a=1&amp;b=2#sha256=aa' data-requires-python="&gt;=3.9"
      data-dist-info-metadata="sha256=bb" onclick="alert(1)" rel="internal"><b>left-1.0-py3-none-any.whl</b></A>
    <script>document.write('<a href="evil-1.0.tar.gz">evil-1.0.tar.gz</a>')</script>
    <a href="../left-1.0.tar.gz" data-yanked="it &quot;broke&quot;">left-1.0.tar.gz</a></body></html>`;
  const links: string[] = [];
  const written = await pypiRoute.relink?.(page('text/html', html), (link) => {
    links.push(link);
    return `http://router/${links.length}/${link.split('/').at(-1)?.split('?')[0]}`;
  });
  expect(links).toEqual([
    'https://mirror.example.com/deep/files/left-1.0-py3-none-any.whl?a=1&b=2',
    'https://mirror.example.com/left-1.0.tar.gz',
  ]);
  expect(`${written}`).toBe(`<!DOCTYPE html>
<html><head><meta name="pypi:repository-version" content="1.0"></head><body>
<a href="http://router/1/left-1.0-py3-none-any.whl#sha256=aa" data-requires-python="&gt;=3.9" data-dist-info-metadata="sha256=bb">left-1.0-py3-none-any.whl</a><br>
<a href="http://router/2/left-1.0.tar.gz" data-yanked="it &quot;broke&quot;">left-1.0.tar.gz</a><br>
</body></html>
`);
  const answer = { url: PAGE, status: 200, headers: new Headers(), body: written ?? Buffer.alloc(0) };
  expect(await filesOfHtml(answer)).toHaveLength(2);
});
