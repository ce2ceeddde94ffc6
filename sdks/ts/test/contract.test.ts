import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Code, PlatformClient } from '../src/index.ts';
import { timestampDate } from '../src/platform/organizations.ts';

const main = fileURLToPath(new URL('../../../libs/contracts/server/main.ts', import.meta.url));
let server: ChildProcess;
let baseUrl: string;

beforeAll(async () => {
  const env = { PLATFORM_LISTEN: '127.0.0.1:0', PLATFORM_TOKEN: 'secret' };
  const child = spawn(process.execPath, [main], { env, stdio: ['pipe', 'pipe', 'inherit'] });
  server = child;
  const [line] = await Promise.race([
    once(child.stdout, 'data'),
    once(child, 'exit').then(([code]) =>
      Promise.reject(new Error(`The server stopped with exit code ${code}.`)),
    ),
  ]);
  baseUrl = JSON.parse(line).listening;
});
afterAll(async () => {
  if (server.exitCode === null && server.kill()) await once(server, 'exit');
});

test('the life of an organization', async () => {
  const { organizations } = new PlatformClient({ baseUrl, token: 'secret' });
  const labels = { plan: 'free' };
  const created = await organizations.create({ slug: 'acme', displayName: 'Acme', labels });
  expect(created).toMatchObject({ slug: 'acme', displayName: 'Acme', labels });
  expect(created.createTime && timestampDate(created.createTime).valueOf()).toBeGreaterThan(0);
  expect(await organizations.get(created.id)).toEqual(created);

  const { etag } = created;
  const updated = await organizations.update(created.id, { displayName: 'Acme Ltd', etag });
  expect(updated).toMatchObject({ displayName: 'Acme Ltd', labels });
  await expect(organizations.update(created.id, { labels: {}, etag })).rejects.toMatchObject({
    code: Code.Aborted,
    details: [{ field: 'organization.etag' }],
  });

  await organizations.delete(created.id);
  await expect(organizations.get(created.id)).rejects.toMatchObject({ code: Code.NotFound });
});

test('a list pages as it goes', async () => {
  const { organizations } = new PlatformClient({ baseUrl, token: 'secret' });
  for (const slug of ['ccc', 'aaa', 'bbb']) await organizations.create({ slug, displayName: slug });
  const listed = await Array.fromAsync(organizations.list({ pageSize: 2 }));
  expect(listed.map(({ slug }) => slug)).toEqual(['aaa', 'bbb', 'ccc']);
  const pages = await Array.fromAsync(organizations.list({ pageSize: 2 }).pages());
  expect(pages.map((page) => page.length)).toEqual([2, 1]);
});

test('refusals', async () => {
  const { organizations } = new PlatformClient({ baseUrl, token: 'secret' });
  await expect(organizations.create({ slug: 'A', displayName: '' })).rejects.toMatchObject({
    code: Code.InvalidArgument,
    details: [{ field: 'slug' }, { field: 'display_name' }],
  });
  await expect(organizations.update('7', {})).rejects.toMatchObject({
    code: Code.InvalidArgument,
    details: [{ field: 'update_mask' }],
  });
  await expect(Array.fromAsync(organizations.list({ pageSize: 101 }))).rejects.toMatchObject({
    details: [{ field: 'page_size' }],
  });
  const stranger = new PlatformClient({ baseUrl, token: 'other' });
  await expect(stranger.organizations.get('7')).rejects.toMatchObject({ code: Code.Unauthenticated });
});
