import { type Client, Code, ConnectError, createClient } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-node';
import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  ErrorDetailSchema,
  type Organization,
  OrganizationService,
} from './gen/ameide/platform/v1/organizations_pb.ts';
import { type RunningServer, startServer } from './start-server.ts';

let server: RunningServer;
let client: Client<typeof OrganizationService>;

beforeEach(async () => {
  server = await startServer({ listen: { host: '127.0.0.1', port: 0 }, token: 'secret' });
  const transport = createConnectTransport({
    baseUrl: server.url,
    httpVersion: '1.1',
    interceptors: [
      (next) => (request) => {
        request.header.set('authorization', 'Bearer secret');
        return next(request);
      },
    ],
  });
  client = createClient(OrganizationService, transport);
});
afterEach(() => server.close());

async function created(slug: string): Promise<Organization> {
  const { organization } = await client.createOrganization({ slug, displayName: slug.toUpperCase() });
  if (!organization) throw new Error('The server answered without an organization.');
  return organization;
}

async function expectRefusal(call: Promise<object>, code: Code, ...fields: string[]): Promise<void> {
  const error = await call.then(
    () => expect.unreachable('the call was not refused'),
    (reason) => ConnectError.from(reason),
  );
  const details = error.findDetails(ErrorDetailSchema);
  expect({ code: error.code, fields: details.map(({ field }) => field) }).toEqual({ code, fields });
}

test('creates, gets and deletes', async () => {
  const labels = { plan: 'free' };
  const { organization } = await client.createOrganization({ slug: 'acme', displayName: 'Acme', labels });
  expect(organization).toMatchObject({ slug: 'acme', displayName: 'Acme', labels });
  expect(organization?.createTime).toEqual(organization?.updateTime);
  const id = organization?.id ?? '';
  expect((await client.getOrganization({ id })).organization).toEqual(organization);
  await client.deleteOrganization({ id });
  await expectRefusal(client.getOrganization({ id }), Code.NotFound, 'id');
  await expectRefusal(client.deleteOrganization({ id }), Code.NotFound, 'id');
});

test('names every field of a create that is not valid', async () => {
  const call = client.createOrganization({ slug: 'A', displayName: '' });
  await expectRefusal(call, Code.InvalidArgument, 'slug', 'display_name');
});

test('keeps slugs unique', async () => {
  await created('acme');
  await expectRefusal(created('acme'), Code.AlreadyExists, 'slug');
});

test('pages in the order of the slugs, 25 where no size is asked for', async () => {
  const slugs = Array.from({ length: 27 }, (_, index) => `org-${String(index).padStart(2, '0')}`);
  for (const slug of slugs.toReversed()) await created(slug);
  const first = await client.listOrganizations({});
  expect(first.organizations.map(({ slug }) => slug)).toEqual(slugs.slice(0, 25));
  const second = await client.listOrganizations({ pageToken: first.nextPageToken, pageSize: 2 });
  expect(second.organizations.map(({ slug }) => slug)).toEqual(slugs.slice(25));
  expect(second.nextPageToken).toBe('');
});

test('loses and repeats nothing when organizations go between two pages', async () => {
  const [first] = [await created('aaa'), await created('bbb'), await created('ccc')];
  const { nextPageToken } = await client.listOrganizations({ pageSize: 1 });
  await client.deleteOrganization({ id: first.id });
  const { organizations } = await client.listOrganizations({ pageSize: 2, pageToken: nextPageToken });
  expect(organizations.map(({ slug }) => slug)).toEqual(['bbb', 'ccc']);
});

test.each([
  [{ pageSize: -1 }, 'page_size'],
  [{ pageSize: 101 }, 'page_size'],
  [{ pageToken: 'made-by-nobody' }, 'page_token'],
])('refuses to list %j', (request, field) =>
  expectRefusal(client.listOrganizations(request), Code.InvalidArgument, field),
);

test('updates what the mask names and nothing else', async () => {
  const before = await created('acme');
  const { organization: after } = await client.updateOrganization({
    organization: { id: before.id, slug: 'other', displayName: 'New', labels: { a: 'b' }, etag: before.etag },
    updateMask: { paths: ['labels'] },
  });
  expect(after).toMatchObject({ slug: 'acme', displayName: 'ACME', labels: { a: 'b' } });
  expect(after?.etag).not.toBe(before.etag);
  expect((await client.getOrganization({ id: before.id })).organization).toEqual(after);
});

test('guards an update by the etag where one is given', async () => {
  const { id, etag } = await created('acme');
  const update = (etag: string) =>
    client.updateOrganization({
      organization: { id, displayName: 'New', etag },
      updateMask: { paths: ['display_name'] },
    });
  await update(etag);
  await expectRefusal(update(etag), Code.Aborted, 'organization.etag');
  await update('');
});

test('refuses an update that is not valid', async () => {
  const { id } = await created('acme');
  const update = (organization: { id: string; displayName?: string }, ...paths: string[]) =>
    client.updateOrganization({ organization, updateMask: { paths } });
  await expectRefusal(update({ id }), Code.InvalidArgument, 'update_mask');
  await expectRefusal(update({ id }, 'slug'), Code.InvalidArgument, 'update_mask');
  await expectRefusal(update({ id }, 'display_name'), Code.InvalidArgument, 'organization.display_name');
  await expectRefusal(update({ id: 'nobody' }, 'labels'), Code.NotFound, 'organization.id');
});
