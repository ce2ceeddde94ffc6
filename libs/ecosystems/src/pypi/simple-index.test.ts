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
  metadata: undefined,
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
    ['no JSON', answer('<html>'), 'is called JSON and is none'],
    ['no files', json(undefined), '"files"'],
    ['a file without a name', json([{ ...file, filename: 1 }]), '"files.0.filename"'],
    ['a later major version', json([], '2.0'), 'version "2.0"'],
    ['a link that is no address', json([{ ...file, url: 'http://[' }]), 'links to "http://["'],
  ])('names the address of %s', (_, from, what) => {
    expect(() => filesOfJson(from)).toThrow(url);
    expect(() => filesOfJson(from)).toThrow(what);
  });
});

describe('filesOfHtml', () => {
  const link = (attributes: string): string => `<!DOCTYPE html><BODY><A ${attributes}>a-1.tar.gz</A><br>`;

  it.each([
    ['HREF="../../f/a-1.tar.gz#sha256=AB12" data-requires-python="&gt;=3"', read],
    ["href='../../f/a-1.tar.gz'", { ...read, declared: undefined }],
    ['href="../../f/a-1.tar.gz#md5=12"', { ...read, declared: undefined }],
    ['href="../../f/a-1.tar.gz?x=1&amp;y=2#sha256=ab12"', { ...read, url: `${read.url}?x=1&y=2` }],
    ['href="../../f/a-1.tar.gz#sha256=ab12" data-yanked=""', { ...read, yanked: true }],
    ['href="../../f/a-1.tar.gz#sha256=ab12" data-core-metadata="true"', { ...read, metadata: true }],
    [
      'href="../../f/a-1.tar.gz#sha256=ab12" data-dist-info-metadata="sha256=cd"',
      { ...read, metadata: 'sha256:cd' },
    ],
  ])('reads %s', async (attributes, expected) => {
    expect(await filesOfHtml(answer(link(attributes)))).toEqual([expected]);
  });

  it.each([
    ['a later major version', '<meta name="pypi:repository-version" content="2.0">', 'version "2.0"'],
    ['a page for people', '<a href="https://host/">Sign in</a>', 'links to "https://host/" as "Sign in"'],
    ['a page without a link', '<!DOCTYPE html><p>Welcome to the portal', 'bears no mark of a simple index'],
    ['an anchor of nothing', '<a href="../"></a>', 'links to "../" as ""'],
  ])('names the address of %s', async (_, page, what) => {
    const read = filesOfHtml(answer(page));
    await expect(read).rejects.toThrow(url);
    await expect(read).rejects.toThrow(what);
  });

  it('reads a page without a file by its mark', async () => {
    const page = '<!DOCTYPE html><meta name="pypi:repository-version" content="1.0">';
    expect(await filesOfHtml(answer(page))).toEqual([]);
  });

  it('reads a name that is encoded in the path', async () => {
    const page = '<a href="f/a-1%2Blocal.tar.gz"> a-1+local.tar.gz </a>';
    expect((await filesOfHtml(answer(page))).map(({ file }) => file)).toEqual(['a-1+local.tar.gz']);
  });
});
