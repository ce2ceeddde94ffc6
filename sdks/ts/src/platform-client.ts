import { Organizations } from './platform/organizations.ts';
import { createTransport, type PlatformOptions } from './transport.ts';

/** The platform, one property for each of its services. */
export class PlatformClient {
  readonly organizations: Organizations;

  constructor(options: PlatformOptions) {
    this.organizations = new Organizations(createTransport(options));
  }
}
