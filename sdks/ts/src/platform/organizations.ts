import type { MessageInitShape } from '@bufbuild/protobuf';
import {
  type CallOptions,
  type Client,
  Code,
  ConnectError,
  createClient,
  type Transport,
} from '@connectrpc/connect';
import {
  type Organization,
  type OrganizationSchema,
  OrganizationService,
} from '../gen/ameide/platform/v1/organizations_pb.ts';
import { Paged } from '../paging.ts';
import { PlatformError, withPlatformErrors } from '../platform-error.ts';

export { timestampDate } from '@bufbuild/protobuf/wkt';
export {
  type ErrorDetail,
  ErrorDetailSchema,
  type Organization,
  OrganizationSchema,
  OrganizationService,
} from '../gen/ameide/platform/v1/organizations_pb.ts';
export type { Paged } from '../paging.ts';
export type { CallOptions };

export interface NewOrganization {
  /** Lower-case letters, digits and hyphens, 3 to 40 characters, unique, never changes. */
  slug: string;
  /** 1 to 100 characters. */
  displayName: string;
  labels?: Record<string, string>;
}

/** What is left out stays as it is. */
export interface OrganizationChanges {
  displayName?: string;
  /** Replaces all labels. */
  labels?: Record<string, string>;
  /** The etag of the organization as it was read: where it has changed since, the update is refused. */
  etag?: string;
}

/** Every method rejects with a `PlatformError`. */
export class Organizations {
  readonly #client: Client<typeof OrganizationService>;

  /** Takes any Connect transport; `PlatformClient` brings the one that speaks to the platform. */
  constructor(transport: Transport) {
    this.#client = createClient(OrganizationService, withPlatformErrors(transport));
  }

  async create(organization: NewOrganization, options?: CallOptions): Promise<Organization> {
    return answered(await this.#client.createOrganization(organization, options));
  }

  async get(id: string, options?: CallOptions): Promise<Organization> {
    return answered(await this.#client.getOrganization({ id }, options));
  }

  /** All organizations, ordered by slug. `pageSize` says how many one call fetches, 1 to 100. */
  list({ pageSize = 0 }: { pageSize?: number } = {}, options?: CallOptions): Paged<Organization> {
    return new Paged(async (pageToken) => {
      const page = await this.#client.listOrganizations({ pageToken, pageSize }, options);
      return { items: page.organizations, nextPageToken: page.nextPageToken };
    });
  }

  async update(id: string, changes: OrganizationChanges, options?: CallOptions): Promise<Organization> {
    const organization: MessageInitShape<typeof OrganizationSchema> = { id, ...changes };
    const paths = [];
    if (changes.displayName !== undefined) paths.push('display_name');
    if (changes.labels !== undefined) paths.push('labels');
    return answered(await this.#client.updateOrganization({ organization, updateMask: { paths } }, options));
  }

  async delete(id: string, options?: CallOptions): Promise<void> {
    await this.#client.deleteOrganization({ id }, options);
  }
}

function answered({ organization }: { organization?: Organization | undefined }): Organization {
  if (organization) return organization;
  throw new PlatformError(new ConnectError('The platform answered without the organization.', Code.Internal));
}
