import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filesOfHtml, filesOfJson } from './simple-index.ts';

const url = 'https://host/prefix/simple/a/';
const answer = (body: string) => ({ url, status: 200, headers: new Headers(), body: Buffer.from(body) });
const json = (files: unknown, version = '1.1') =>
  answer(JSON.stringify({ meta: { 'api-version': version }, name: 'a', files }));
const file = { filename: 'a-1.tar.gz', url: '../../f/a-1.tar.gz', hashes: { sha256: 'AB12', md5: 'x' } };
const read = {
  file: 'a-1.tar.gz',
  url: 'https://host/prefix/f/a-1.tar.gz',
  declared: 'sha256:ab12',
  weaklyDeclared: undefined,
  metadata: undefined,
  requiresPython: undefined,
  yanked: false,
  uploaded: undefined,
};

describe('filesOfJson', () => {
  it.each([
    [file, read],
    [
      { ...file, hashes: {} },
      { ...read, declared: undefined },
    ],
    [
      { ...file, yanked: 'broken' },
      { ...read, yanked: true },
    ],
    [
      { ...file, 'upload-time': '2026-01-02T03:04:05.678901Z' },
      { ...read, uploaded: '2026-01-02T03:04:05.678901Z' },
    ],
    [{ ...file, 'upload-time': 7 }, read],
    [
      { ...file, hashes: { md5: 'CD', sha1: 'ef' } },
      { ...read, declared: undefined, weaklyDeclared: 'sha1:ef' },
    ],
    [
      { ...file, 'requires-python': '>=3.9' },
      { ...read, requiresPython: '>=3.9' },
    ],
    [
      { ...file, 'requires-python': null },
      { ...read, requiresPython: null },
    ],
    [{ ...file, 'core-metadata': false }, read],
    [
      { ...file, 'core-metadata': true },
      { ...read, metadata: true },
    ],
    [
      { ...file, 'dist-info-metadata': { sha256: 'cd' } },
      { ...read, metadata: 'sha256:cd' },
    ],
    [
      { ...file, url: 'https://files/a-1.tar.gz' },
      { ...read, url: 'https://files/a-1.tar.gz' },
    ],
  ])('reads %j', (listed, expected) => {
    expect(filesOfJson(json([listed]))).toEqual([expected]);
  });

  it.each([
    ['no JSON', answer('<html>'), 'has a JSON content type, but its body is not JSON'],
    ['no files', json(undefined), ' files: '],
    ['a file without a name', json([{ ...file, filename: 1 }]), 'files[0].filename: '],
    ['a later major version', json([], '2.0'), 'version "2.0"'],
    ['a file without hashes, as uv', json([{ ...file, hashes: undefined }]), 'files[0].hashes: '],
    ['a link that is no address', json([{ ...file, url: 'http://[' }]), 'links to "http://["'],
  ])('names the address of %s', (_, from, what) => {
    expect(() => filesOfJson(from)).toThrow(url);
    expect(() => filesOfJson(from)).toThrow(what);
  });

  it('reads a page that says no version of the API, as pip and uv do', () => {
    expect(filesOfJson(answer(JSON.stringify({ name: 'a', files: [file] })))).toEqual([read]);
  });
});

describe('filesOfHtml', () => {
  const link = (attributes: string, text = 'a-1.tar.gz'): string =>
    `<!DOCTYPE html><BODY><A ${attributes}>${text}</A><br>`;

  it.each([
    [
      'HREF="../../f/a-1.tar.gz#sha256=AB12" data-requires-python="&gt;=3"',
      { ...read, requiresPython: '>=3' },
    ],
    ["href='../../f/a-1.tar.gz'", { ...read, declared: undefined }],
    ['href="../../f/a-1.tar.gz#md5=12"', { ...read, declared: undefined, weaklyDeclared: 'md5:12' }],
    ['href="../../f/a-1.tar.gz#egg=a&amp;sha256=ab12"', read],
    ['href="../../f/a-1.tar.gz#frag"', { ...read, declared: undefined }],
    ['href="../../f/a-1.tar.gz?x=1&amp;y=2#sha256=ab12"', { ...read, url: `${read.url}?x=1&y=2` }],
    ['href="../../f/a-1.tar.gz#sha256=ab12" data-yanked=""', { ...read, yanked: true }],
    ['href="../../f/a-1.tar.gz#sha256=ab12" data-core-metadata="true"', { ...read, metadata: true }],
    [
      'href="../../f/a-1.tar.gz#sha256=ab12" data-dist-info-metadata="sha256=cd"',
      { ...read, metadata: 'sha256:cd' },
    ],
    ['href="../../f/a%2D1.tar.gz#sha256=ab12"', { ...read, url: 'https://host/prefix/f/a%2D1.tar.gz' }],
  ])('reads %s', async (attributes, expected) => {
    expect(await filesOfHtml(answer(link(attributes)))).toEqual([expected]);
  });

  // pip and uv installed from each of these, from a server on loopback.
  const good = '<a href="../../f/a-1.tar.gz#sha256=ab12">a-1.tar.gz</a>';
  it.each([
    ['a link to the folder above', `<a href="../">../</a>${good}`],
    [
      'links to elsewhere',
      `<a href="/">Home</a><a href="https://host/login">Sign in</a><a>no link</a><a href="?C=N">Name</a><a href="mailto:x@y">x</a><a href="javascript:void(0)">x</a>${good}`,
    ],
    ['a link that is no address', `<a href="http://[">x</a>${good}`],
    ['a cut text', good.replace('>a-1.tar.gz', '>a-1.t..&gt;')],
    ['no text', good.replace('>a-1.tar.gz', '>')],
    ['another text', good.replace('>a-1.tar.gz', '>a-9.9.zip')],
    ['what is no distribution', `<a href="a-1.tar.gz.asc">a-1.tar.gz.asc</a><a href="a-1.exe">x</a>${good}`],
    ['a base', '<base href="/prefix/f/"><a href="a-1.tar.gz#sha256=ab12">a-1.tar.gz</a>'],
    ['a script and a sign-in', `<script src="x"></script><input type="password">${good}`],
  ])('reads a page with %s', async (_, page) => {
    expect(await filesOfHtml(answer(page))).toEqual([read]);
  });

  it.each([
    ['', 'nothing'],
    ['<!DOCTYPE html><html><body></body></html>', 'an empty body'],
    ['<h1>Links for a</h1>', 'a heading'],
    ['<meta name="pypi:repository-version" content="1.0"><a href="https://host/help">Help</a>', 'a mark'],
    ['<h1>Index of /simple/a/</h1><a href="../">../</a><hr>', 'the folder above'],
    ['<a href="/">Home</a><a href="https://example.com/">Help</a><script></script>', 'a way home'],
    ['<a href="?C=M;O=A">Last modified</a><a href="/prefix/simple/">Parent</a>', 'ways to sort it'],
  ])('takes %j for an index that has nothing', async (page) => {
    expect(await filesOfHtml(answer(page))).toEqual([]);
  });

  it.each([
    ['a later major version', '<meta name="pypi:repository-version" content="2.0">', 'version "2.0"'],
    ['a page for people', '<a href="https://host/login?to=x">Sign in</a>', 'links to https://host/login and'],
    ['a page of another host', '<a href="https://example.com/">Sign in</a>', 'links to https://example.com/'],
    [
      'an application',
      '<!DOCTYPE html><div id="root"></div><script src="/app.js"></script>',
      'runs a script',
    ],
    ['a sign-in', '<form><input name="u"><input type="password" name="p"></form>', 'asks for a password'],
  ])('names the address of %s', async (_, page, what) => {
    const read = filesOfHtml(answer(page));
    await expect(read).rejects.toMatchObject({ code: 'INVALID_RESPONSE' });
    await expect(read).rejects.toThrow(url);
    await expect(read).rejects.toThrow(what);
  });

  it('finds the same files whatever stands between them', async () => {
    const names = fc.uniqueArray(fc.nat(50), { maxLength: 5 });
    const noise = fc.constantFrom(
      '<a href="../">../</a>',
      '<p>text</p>',
      '<a>x</a>',
      '<a href="x.txt">x</a>',
      '</div>',
    );
    await fc.assert(
      fc.asyncProperty(names, noise, fc.string(), async (versions, between, text) => {
        const safe = text.replaceAll(/[<&]/g, '');
        const files = versions.map((version) => `a-${version}.tar.gz`);
        const page = files.map((one) => `<a href="../../f/${one}">${safe}</a>`).join(between);
        expect((await filesOfHtml(answer(page))).map((one) => one.file)).toEqual(files);
      }),
    );
  });
});
