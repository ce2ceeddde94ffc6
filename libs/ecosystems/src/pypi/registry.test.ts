import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Environment } from '../environment.ts';
import type { UploadAnswer } from '../registry.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { pypiRegistry } from './registry.ts';
import { type PackedTiny, packTinySdk } from './testing/pack-tiny-sdk.ts';
import { type Reply, serve } from './testing/serve.ts';
import { serveIndex } from './testing/simple-index.ts';
import { TINY } from './testing/tiny-sdk.ts';

const environmentOf = (address: string): Environment => ({
  PACKAGES_PYPI_INDEX_URL: `${address}/simple/`,
  PACKAGES_PYPI_UPLOAD_URL: `${address}/upload/`,
  PACKAGES_PYPI_USERNAME: 'somebody',
  PACKAGES_PYPI_PASSWORD: 'very:secret',
});
const AUTHORIZATION = `Basic ${Buffer.from('somebody:very:secret').toString('base64')}`;

async function tiny<T>(work: (tiny: PackedTiny) => Promise<T>): Promise<T> {
  return inScratchFolder('registry-test', async (folder) => work(await packTinySdk(folder)));
}

async function uploadWheel(address: string): Promise<UploadAnswer> {
  return tiny(async ({ packed, output }) => {
    const [wheel] = packed.artifacts;
    if (wheel === undefined) throw new Error('there is no wheel');
    const bytes = await readFile(path.join(output, wheel.file));
    return pypiRegistry(environmentOf(address)).upload(packed, wheel, Buffer.from(bytes));
  });
}

describe('lookUp and download', () => {
  it('read an index of HTML alone below a path prefix', () =>
    tiny(async (made) => {
      await using index = await serveIndex(made);
      const registry = pypiRegistry({ PACKAGES_PYPI_INDEX_URL: index.address });
      const served = await registry.lookUp('Tiny_SDK', TINY.version);
      expect(served.map(({ file, declared }) => ({ file, declared }))).toEqual(
        made.packed.artifacts.map(({ file, integrity }) => ({ file, declared: integrity })),
      );
      const [wheel] = served;
      const [packed] = made.packed.artifacts;
      if (wheel === undefined || packed === undefined) throw new Error('there is no wheel');
      expect(await registry.download(wheel)).toEqual(await readFile(path.join(made.output, packed.file)));
      expect(await registry.latest('tiny-sdk')).toBe(TINY.version);
      expect(await registry.versions('tiny-sdk')).toEqual([{ version: TINY.version, time: undefined }]);
      expect(await registry.lookUp('tiny-sdk', '1.2.3')).toEqual([]);
      expect(await registry.lookUp('other', '1.2.3')).toEqual([]);
      expect(await registry.latest('other')).toBeUndefined();
    }));

  it.each([
    [{ type: 'text/plain', body: 'hello' }, 'INVALID_RESPONSE'],
    [{ status: 401 }, 'CREDENTIAL_REFUSED'],
    [{ status: 400 }, 'REGISTRY_REFUSED'],
    [{ status: 503 }, 'REGISTRY_UNAVAILABLE'],
  ])('names the address that answered %j', async (reply, code) => {
    await using server = await serve((): Reply => reply);
    const { address } = pypiRegistry(environmentOf(server.address));
    const lookUp = pypiRegistry(environmentOf(server.address)).lookUp('a', '1.0.0');
    await expect(lookUp).rejects.toMatchObject({ code, message: expect.stringContaining(address) });
  });
});

describe('versions', () => {
  it('are those of the files, each since the first of its files', async () => {
    const file = (filename: string, uploaded?: string) => ({
      filename,
      url: filename,
      hashes: {},
      'upload-time': uploaded,
    });
    const files = [
      file('a-1.0.0-py3-none-any.whl', '2026-01-02T00:00:00Z'),
      file('a-1.0.0.tar.gz', '2026-01-01T00:00:00Z'),
      file('a-1.0.1.tar.gz'),
      file('a-1.0.1-py3-none-any.whl', '2026-01-03T00:00:00Z'),
      file('a-1.0.2.tar.gz'),
      file('a-1.0.2.exe'),
    ];
    const body = JSON.stringify({ meta: { 'api-version': '1.1' }, name: 'a', files });
    await using server = await serve((): Reply => ({ type: 'application/vnd.pypi.simple.v1+json', body }));
    expect(await pypiRegistry(environmentOf(server.address)).versions('a')).toEqual([
      { version: '1.0.0', time: '2026-01-01T00:00:00Z' },
      { version: '1.0.1', time: '2026-01-03T00:00:00Z' },
      { version: '1.0.2', time: undefined },
    ]);
  });
});

describe('oddities', () => {
  it('are the versions that are yanked', async () => {
    const file = (filename: string, yanked: boolean | string) => ({
      filename,
      url: filename,
      hashes: {},
      yanked,
    });
    const files = [
      file('a-1.0.0.tar.gz', true),
      file('a-1.0.0-py3-none-any.whl', 'broken'),
      file('a-1.0.1.tar.gz', true),
      file('a-1.0.1-py3-none-any.whl', false),
    ];
    const body = JSON.stringify({ meta: {}, name: 'a', files });
    await using server = await serve((): Reply => ({ type: 'application/vnd.pypi.simple.v1+json', body }));
    expect(await pypiRegistry(environmentOf(server.address)).oddities('a')).toEqual(['1.0.0 is yanked']);
  });
});

describe('download', () => {
  const MD5 = 'md5:5d41402abc4b2a76b9719d911017c592';
  it.each([
    [{}, 'hello', undefined],
    [{ weaklyDeclared: MD5 }, 'hello', undefined],
    [{ weaklyDeclared: MD5 }, 'other', 'INVALID_RESPONSE'],
    [{ weaklyDeclared: 'sha512:zz' }, 'hello', 'INVALID_RESPONSE'],
  ])('of a file with %j that holds "%s" is refused with %s', async (digests, body, code) => {
    await using server = await serve((): Reply => ({ body }));
    const served = {
      file: 'a-1.tar.gz',
      url: `${server.address}/a-1.tar.gz`,
      declared: undefined,
      ...digests,
    };
    const downloading = pypiRegistry(environmentOf(server.address)).download(served);
    if (code === undefined) expect((await downloading).toString()).toBe(body);
    else await expect(downloading).rejects.toMatchObject({ code });
  });

  it.each([404, 410])('of a file that answers %i may be made again', async (status) => {
    await using server = await serve((): Reply => ({ status }));
    const served = { file: 'a-1.tar.gz', url: `${server.address}/a-1.tar.gz`, declared: undefined };
    const downloading = pypiRegistry(environmentOf(server.address)).download(served);
    await expect(downloading).rejects.toMatchObject({ transient: true });
  });
});

describe('upload', () => {
  it('sends the form of the legacy upload API, with the metadata of the file', async () => {
    const requests: unknown[] = [];
    const forms: Promise<FormData>[] = [];
    await using server = await serve(({ headers, url, method }, body) => {
      requests.push([method, url, headers.authorization]);
      const type = { 'content-type': headers['content-type'] ?? '' };
      forms.push(new Response(Buffer.from(body), { headers: type }).formData());
      return {};
    });
    expect(await uploadWheel(server.address)).toBe('accepted');
    expect(requests).toEqual([['POST', '/upload/', AUTHORIZATION]]);
    const fields = Object.fromEntries((await forms[0]) ?? []);
    expect(fields).toMatchObject({
      ':action': 'file_upload',
      protocol_version: '1',
      filetype: 'bdist_wheel',
      pyversion: 'py3',
      name: 'Tiny_SDK',
      version: TINY.version,
      requires_python: '>=3.11',
      classifiers: 'Typing :: Typed',
      description_content_type: 'text/markdown',
      sha256_digest: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(fields.content).toMatchObject({ name: `tiny_sdk-${TINY.version}-py3-none-any.whl` });
  });

  it.each([200, 201, 202, 204])('%i accepts it', async (status) => {
    await using server = await serve(() => ({ status }));
    expect(await uploadWheel(server.address)).toBe('accepted');
  });

  it.each([
    [{ status: 403, body: `no, ${AUTHORIZATION}` }, 'CREDENTIAL_REFUSED', 'PACKAGES_PYPI_PASSWORD'],
    [{ status: 400, body: 'File already exists' }, 'REGISTRY_REFUSED', 'File already exists'],
    [{ status: 404 }, 'REGISTRY_REFUSED', '404'],
    [{ status: 409 }, 'REGISTRY_REFUSED', '409'],
  ])('%j is a refusal that says nothing of what is served', async (reply, code, words) => {
    await using server = await serve((): Reply => reply);
    const answer = await uploadWheel(server.address);
    expect(answer).toMatchObject({
      status: reply.status,
      error: { code, message: expect.stringContaining(words) },
    });
    expect(JSON.stringify(answer)).not.toContain(AUTHORIZATION.slice(6));
  });

  it.each([
    [{ status: 401, body: `no, ${AUTHORIZATION}` }, 'CREDENTIAL_REFUSED', 'PACKAGES_PYPI_PASSWORD'],
    [{ status: 500 }, 'REGISTRY_UNAVAILABLE', '500'],
  ])('tells what %j means, without the credential', async (reply, code, words) => {
    await using server = await serve((): Reply => reply);
    const error: unknown = await uploadWheel(server.address).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code, message: expect.stringContaining(words) });
    expect(String(error)).not.toContain(AUTHORIZATION.slice(6));
  });

  it('does not take the page that a redirect leads to for an answer', async () => {
    await using server = await serve(({ url }) =>
      url === '/upload/' ? { status: 301, headers: { location: '/elsewhere/' } } : {},
    );
    expect(await uploadWheel(server.address)).toMatchObject({
      error: { message: expect.stringMatching(/redirects uploads to .*\/elsewhere\//) },
    });
  });

  it('names the variable that is missing', () =>
    tiny(async ({ packed }) => {
      const [wheel] = packed.artifacts;
      if (wheel === undefined) throw new Error('there is no wheel');
      const registry = pypiRegistry({ PACKAGES_PYPI_INDEX_URL: 'http://127.0.0.1:9' });
      await expect(registry.upload(packed, wheel, Buffer.from(''))).rejects.toThrow(
        /^PACKAGES_PYPI_UPLOAD_URL/,
      );
    }));
});

describe('checkCredential', () => {
  const status = (word: string): Reply => ({
    type: 'application/json',
    body: JSON.stringify({ result: { authstatus: [word, '', []] } }),
  });

  it.each([
    ['accepted', status('noauth'), status('ok')],
    ['refused', status('noauth'), status('noauth')],
    ['refused', status('noauth'), status('expired')],
    ['not checkable before upload', status('ok'), status('ok')],
    ['not checkable before upload', { status: 404 }, { status: 404 }],
    ['not checkable before upload', { body: '<html>' }, { body: '<html>' }],
    ['not checkable before upload', { status: 401 }, { body: '{}' }],
  ])('is "%s" where the answers are %j and %j', async (check, anonymous, authorized) => {
    await using server = await serve(({ url, headers }): Reply => {
      if (url !== '/upload/+api') return { body: '{"result": {}, "type": "indexconfig"}' };
      return headers.authorization === undefined ? anonymous : authorized;
    });
    expect(await pypiRegistry(environmentOf(server.address)).checkCredential()).toBe(check);
  });

  it('asks no other server than devpi for its status', async () => {
    const asked: unknown[] = [];
    await using server = await serve(({ url }) => {
      asked.push(url);
      return {};
    });
    const registry = pypiRegistry(environmentOf(server.address));
    expect(await registry.checkCredential()).toBe('not checkable before upload');
    expect(asked).toEqual(['/upload/']);
  });
});
