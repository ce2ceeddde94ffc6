import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RehearsedAnswer, SeenCall } from './rehearsal.ts';
import { type RunningServer, startServer } from './start-server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ listen: { host: '127.0.0.1', port: 0 }, token: 'secret' });
});
afterAll(() => server.close());

const authorization = 'Bearer secret';

const rehearse = (body: string, headers: Record<string, string> = { authorization }): Promise<Response> =>
  fetch(`${server.url}/rehearsal`, { method: 'PUT', body, headers });

const call = (type: string, more: RequestInit = {}): Promise<Response> =>
  fetch(`${server.url}/ameide.platform.v1.OrganizationService/ListOrganizations`, {
    method: 'POST',
    body: type.includes('json') ? '{}' : '',
    headers: { authorization, 'content-type': type, 'user-agent': 'a-test', 'connect-timeout-ms': '5000' },
    ...more,
  });

test('answers the next calls as it is told, the others itself, and tells which came', async () => {
  const unavailable = { code: 'unavailable' };
  const script: RehearsedAnswer[] = [
    'answer',
    'empty',
    'empty',
    { status: 503, body: unavailable },
    { status: 502, body: '<p>no' },
  ];
  expect((await rehearse(JSON.stringify(script))).status).toBe(200);
  const answers = [];
  for (const type of ['json', 'json', 'proto', 'json', 'json', 'json']) {
    const response = await call(`application/${type}`);
    answers.push([response.status, response.headers.get('content-type'), await response.text()]);
  }
  expect(answers).toEqual([
    [200, 'application/json', '{}'],
    [200, 'application/json', '{}'],
    [200, 'application/proto', ''],
    [503, 'application/json', JSON.stringify(unavailable)],
    [502, 'text/html', '<p>no'],
    [200, 'application/json', '{}'],
  ]);
  const seen = await fetch(`${server.url}/rehearsal`, { headers: { authorization } });
  const one: SeenCall = { call: 'ListOrganizations', userAgent: 'a-test', timeoutMs: 5000 };
  expect(await seen.json()).toEqual(Array(6).fill(one));
  expect(await (await rehearse('[]')).json()).toEqual([]);
});

test('holds a call until its caller goes', async () => {
  await rehearse('["hold"]');
  const held = call('application/json', { signal: AbortSignal.timeout(200) });
  await expect(held).rejects.toMatchObject({ name: 'TimeoutError' });
});

test.each([
  ['without the token', '[]', {}, 401],
  ['what is no answer', '["hold", "later"]', { authorization }, 400],
  ['what is no JSON', 'hold', { authorization }, 400],
])('refuses %s', async (_, body, headers, status) =>
  expect((await rehearse(body, headers)).status).toBe(status),
);
