import { Code, ConnectError, createRouterTransport, type ServiceImpl } from '@connectrpc/connect';
import { expect, test } from 'vitest';
import { ErrorDetailSchema, OrganizationService, Organizations } from '../src/platform/organizations.ts';
import { PlatformError } from '../src/platform-error.ts';

function organizations(service: Partial<ServiceImpl<typeof OrganizationService>>): Organizations {
  return new Organizations(createRouterTransport((router) => router.service(OrganizationService, service)));
}

test.each([
  [{ displayName: 'New' }, ['display_name']],
  [{ labels: {}, etag: '1' }, ['labels']],
  [{ displayName: '', labels: { a: 'b' } }, ['display_name', 'labels']],
  [{}, []],
])('an update of %j has the mask %j', async (changes, paths) => {
  const client = organizations({
    updateOrganization: ({ organization, updateMask }) => {
      expect(organization).toMatchObject({ id: '7', ...changes });
      expect(updateMask?.paths).toEqual(paths);
      return { organization: { id: '7', displayName: 'answered' } };
    },
  });
  expect(await client.update('7', changes)).toMatchObject({ id: '7', displayName: 'answered' });
});

test('rejects with the code and the fields at fault', async () => {
  const value = { field: 'slug', reason: 'is taken' };
  const client = organizations({
    createOrganization: () => {
      throw new ConnectError('no', Code.AlreadyExists, {}, [{ desc: ErrorDetailSchema, value }]);
    },
  });
  const error = await client.create({ slug: 'acme', displayName: 'Acme' }).catch((error) => error);
  expect(error).toBeInstanceOf(PlatformError);
  expect(error).toMatchObject({
    name: 'PlatformError',
    message: '[already_exists] no',
    code: Code.AlreadyExists,
    details: [value],
    cause: expect.any(ConnectError),
  });
});

test('rejects where the answer holds no organization', async () => {
  const call = organizations({ getOrganization: () => ({}) }).get('7');
  await expect(call).rejects.toThrow(PlatformError);
  await expect(call).rejects.toMatchObject({ code: Code.Internal });
});
