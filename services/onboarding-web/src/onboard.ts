import { Code, type Organization, type PlatformClient, PlatformError } from '@ameideio/ameide-sdk-ts';
import { slugsFor } from './slug.ts';

export interface Application {
  name: string;
  plan: string;
}

/** Creates the organization under the first slug for its name that isn't taken. */
export async function onboard(platform: PlatformClient, { name, plan }: Application): Promise<Organization> {
  let taken: PlatformError | undefined;
  for (const slug of slugsFor(name)) {
    try {
      return await platform.organizations.create({ slug, displayName: name, labels: { plan } });
    } catch (error) {
      if (!(error instanceof PlatformError) || error.code !== Code.AlreadyExists) throw error;
      taken = error;
    }
  }
  throw taken;
}
