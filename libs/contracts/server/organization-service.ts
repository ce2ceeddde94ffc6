import { randomUUID } from 'node:crypto';
import { clone, create } from '@bufbuild/protobuf';
import { timestampNow } from '@bufbuild/protobuf/wkt';
import { Code, type ServiceImpl } from '@connectrpc/connect';
import { displayNameFaults, pageSizeFaults, slugFaults, updateMaskFaults } from './field-rules.ts';
import {
  type Organization,
  OrganizationSchema,
  type OrganizationService,
} from './gen/ameide/platform/v1/organizations_pb.ts';
import { PageTokens } from './page-token.ts';
import { refusal, refuseInvalid } from './refusal.ts';

const pageSizeOfChoice = 25;

/** The service over organizations held in memory, empty at first. */
export function organizationService(): ServiceImpl<typeof OrganizationService> {
  const byId = new Map<string, Organization>();
  const pageTokens = new PageTokens();

  function find(field: string, id: string): Organization {
    const found = byId.get(id);
    if (found) return found;
    throw refusal(Code.NotFound, { field, reason: 'no organization has this id' });
  }

  return {
    createOrganization({ slug, displayName, labels }) {
      refuseInvalid([...slugFaults('slug', slug), ...displayNameFaults('display_name', displayName)]);
      if ([...byId.values()].some((organization) => organization.slug === slug)) {
        throw refusal(Code.AlreadyExists, { field: 'slug', reason: 'is taken' });
      }
      const now = timestampNow();
      const organization = create(OrganizationSchema, {
        id: randomUUID(),
        slug,
        displayName,
        labels,
        createTime: now,
        updateTime: now,
        etag: randomUUID(),
      });
      byId.set(organization.id, organization);
      return { organization };
    },

    getOrganization({ id }) {
      return { organization: find('id', id) };
    },

    listOrganizations({ pageSize, pageToken }) {
      refuseInvalid(pageSizeFaults('page_size', pageSize));
      const after = pageToken === '' ? '' : pageTokens.read(pageToken);
      if (after === undefined) {
        throw refusal(Code.InvalidArgument, { field: 'page_token', reason: 'was not made by this server' });
      }
      const rest = [...byId.values()]
        .filter(({ slug }) => slug > after)
        .sort((a, b) => (a.slug < b.slug ? -1 : 1));
      const organizations = rest.slice(0, pageSize || pageSizeOfChoice);
      const last = organizations.at(-1);
      const nextPageToken = last && organizations.length < rest.length ? pageTokens.make(last.slug) : '';
      return { organizations, nextPageToken };
    },

    updateOrganization({ organization: given, updateMask }) {
      const paths = updateMask?.paths ?? [];
      refuseInvalid([
        ...updateMaskFaults('update_mask', paths),
        ...(paths.includes('display_name')
          ? displayNameFaults('organization.display_name', given?.displayName ?? '')
          : []),
      ]);
      const current = find('organization.id', given?.id ?? '');
      if (given?.etag && given.etag !== current.etag) {
        throw refusal(Code.Aborted, { field: 'organization.etag', reason: 'is not the current one' });
      }
      const changed = clone(OrganizationSchema, current);
      if (paths.includes('display_name')) changed.displayName = given?.displayName ?? '';
      if (paths.includes('labels')) changed.labels = given?.labels ?? {};
      changed.updateTime = timestampNow();
      changed.etag = randomUUID();
      byId.set(changed.id, changed);
      return { organization: changed };
    },

    deleteOrganization({ id }) {
      byId.delete(find('id', id).id);
      return {};
    },
  };
}
