import type { IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import type { Credential } from './credential.ts';
import { type HttpRequest, http } from './http.ts';
import { type BentServer, startBentServer } from './testing/bent-server.ts';

const SECRET = 'never-to-be-shown';
const CREDENTIALS: readonly Credential[] = [
  { token: SECRET },
  { username: 'user', password: SECRET },
  { header: 'X-NuGet-ApiKey', secret: SECRET },
  { header: 'PRIVATE-TOKEN', secret: SECRET },
  { header: 'Cookie', secret: `session=${SECRET}` },
];

/** Finds a secret in any header of a request, plain or encoded. */
function secretsIn({ headers }: IncomingMessage): string[] {
  const encoded = Buffer.from(`user:${SECRET}`).toString('base64');
  return Object.entries(headers).flatMap(([name, value]) =>
    [SECRET, encoded].some((secret) => String(value).includes(secret)) ? [name] : [],
  );
}

const redirecting = (status: number, location: () => string): Promise<BentServer> =>
  startBentServer((_, response) => response.writeHead(status, { location: location() }).end('moved'));

test.each(CREDENTIALS)('no redirect takes the credential %j to another origin', async (credential) => {
  const seen: string[][] = [];
  await using elsewhere = await startBentServer((request, response) => {
    seen.push(secretsIn(request));
    response.writeHead(200).end('found');
  });
  await using server = await startBentServer((request, response) => {
    seen.push(secretsIn(request));
    const location = request.url === '/first' ? '/second' : `${elsewhere.origin}/there?signature=1`;
    response.writeHead(302, { location }).end();
  });
  const answer = await http({ url: `${server.origin}/first`, credential });
  expect(answer).toMatchObject({ status: 200, url: `${elsewhere.origin}/there?signature=1` });
  expect(seen.map((names) => names.length)).toEqual([1, 1, 0]);
});

test.each(CREDENTIALS)('a redirect that leads back does not bring it back: %j', async (credential) => {
  const seen: string[][] = [];
  let home = '';
  await using elsewhere = await redirecting(307, () => `${home}/chosen-by-another`);
  await using server = await startBentServer((request, response) => {
    seen.push(secretsIn(request));
    if (request.url === '/') response.writeHead(307, { location: elsewhere.origin }).end();
    else response.writeHead(200).end();
  });
  home = server.origin;
  expect((await http({ url: server.origin, credential })).status).toBe(200);
  expect(seen.map((names) => names.length)).toEqual([1, 0]);
});

test.each<[number, NonNullable<HttpRequest['method']>, string, string]>([
  [301, 'POST', 'GET', ''],
  [302, 'POST', 'GET', ''],
  [303, 'POST', 'GET', ''],
  [303, 'PUT', 'GET', ''],
  [303, 'HEAD', 'HEAD', ''],
  [301, 'PUT', 'PUT', 'sent'],
  [307, 'POST', 'POST', 'sent'],
  [308, 'PUT', 'PUT', 'sent'],
])('after %i a %s goes on as %s, as fetch has it', async (status, method, goesOn, body) => {
  const seen: unknown[] = [];
  await using server = await startBentServer(async (request, response) => {
    if (request.url === '/') response.writeHead(status, { location: 'next' }).end();
    else {
      seen.push([request.method, await text(request), request.headers['content-type']]);
      response.end();
    }
  });
  const request = {
    method,
    headers: { 'content-type': 'text/x' },
    ...(method === 'HEAD' ? {} : { body: 'sent' }),
  };
  await http({ url: `${server.origin}/`, ...request });
  await fetch(`${server.origin}/`, request);
  const type = goesOn === 'GET' ? undefined : 'text/x';
  expect(seen).toEqual([
    [goesOn, body, type],
    [goesOn, body, type],
  ]);
});

test('a status of a redirect without a target is an answer', async () => {
  await using server = await startBentServer((_, response) => response.writeHead(302).end('where?'));
  expect(await http({ url: server.origin })).toMatchObject({ status: 302 });
});

test.each([
  ['http://[', 'to something that is not an address'],
  ['data:text/plain,hello', 'to an address of data:'],
  ['file:///etc/passwd', 'to an address of file:'],
  [`http://user:${SECRET}@registry.invalid/`, 'to an address with a user or password'],
  ['/round', 'more than 20 times'],
])('a redirect to %s is not followed', async (location, why) => {
  await using server = await redirecting(302, () => location);
  const asked = http({ url: server.origin });
  await expect(asked).rejects.toThrow(`can't be reached (it redirects ${why}`);
  await expect(asked).rejects.not.toThrow(SECRET);
});
