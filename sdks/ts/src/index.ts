export { Code } from '@connectrpc/connect';
export type {
  CallOptions,
  ErrorDetail,
  NewOrganization,
  Organization,
  OrganizationChanges,
  Paged,
} from './platform/organizations.ts';
export { PlatformClient } from './platform-client.ts';
export { PlatformError } from './platform-error.ts';
export type { PlatformOptions } from './transport.ts';
export { version } from './version.ts';
