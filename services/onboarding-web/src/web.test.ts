import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type TestContext, test } from 'node:test';
import { PlatformClient } from '@ameideio/ameide-sdk-ts';
import { startFakePlatform } from './fake-platform.ts';
import { createWeb } from './web.ts';

const sdk = { name: '@an/sdk', version: '1.2.3', integrity: 'sha512-a+b' };

async function startWeb(context: TestContext, token = 'secret') {
  const platform = await startFakePlatform('secret');
  context.after(() => platform[Symbol.asyncDispose]());
  const web = createWeb(new PlatformClient({ baseUrl: platform.baseUrl, token }), sdk);
  web.listen(0, '127.0.0.1');
  await once(web, 'listening');
  context.after(() => {
    web.closeAllConnections();
    web.close();
  });
  return { platform, url: `http://127.0.0.1:${(web.address() as AddressInfo).port}` };
}

function post(url: string, body: object | string) {
  return fetch(`${url}/organizations`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
}

test('onboards organizations and lists them over several pages', async (context) => {
  const { url } = await startWeb(context);
  for (const name of ['Acme', 'Beta', 'Acme']) {
    assert.equal((await post(url, { name, plan: 'free' })).status, 201);
  }
  assert.deepEqual(await (await fetch(`${url}/organizations`)).json(), [
    { id: '1', slug: 'acme', name: 'Acme', plan: 'free' },
    { id: '2', slug: 'beta', name: 'Beta', plan: 'free' },
    { id: '3', slug: 'acme-2', name: 'Acme', plan: 'free' },
  ]);
});

test('onboards from the form and shows the page', async (context) => {
  const { url } = await startWeb(context);
  const body = new URLSearchParams({ name: 'Tom & <Jerry>', plan: 'team' });
  const answer = await fetch(`${url}/organizations`, { method: 'POST', body });
  assert.equal(answer.url, `${url}/`);
  const html = await answer.text();
  assert.match(html, /<td>Tom &amp; &lt;Jerry&gt;<td>tom-jerry<td>team/);
  assert.match(html, /<footer>@an\/sdk 1\.2\.3 sha512-a\+b<\/footer>/);
});

test('gives up when every slug for a name is taken', async (context) => {
  const { url } = await startWeb(context);
  for (let count = 0; count < 9; count++) await post(url, { name: 'Acme', plan: 'free' });
  const answer = await post(url, { name: 'Acme', plan: 'free' });
  assert.equal(answer.status, 409);
});

test('tells which field the platform refused', async (context) => {
  const { url } = await startWeb(context);
  const answer = await post(url, { name: ' ', plan: 'free' });
  assert.equal(answer.status, 400);
  const { fields } = (await answer.json()) as { fields: object[] };
  assert.deepEqual(fields, [{ field: 'display_name', reason: 'is empty' }]);
});

test('refuses what is no application', async (context) => {
  const { url } = await startWeb(context);
  for (const body of ['', 'name', 'null', {}, { name: 'Acme' }, { name: 'Acme', plan: 'gold' }]) {
    assert.equal((await post(url, body)).status, 400, JSON.stringify(body));
  }
  assert.equal((await post(url, 'x'.repeat(1_000_000))).status, 400);
  assert.equal((await fetch(`${url}/nowhere`)).status, 404);
});

test('says so when the platform refuses its token or is away', async (context) => {
  const { url } = await startWeb(context, 'other');
  assert.equal((await fetch(`${url}/organizations`)).status, 502);

  const away = await startWeb(context);
  await away.platform[Symbol.asyncDispose]();
  assert.equal((await fetch(`${away.url}/organizations`)).status, 503);
});
