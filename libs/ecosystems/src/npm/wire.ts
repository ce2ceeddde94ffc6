import { z } from 'zod';

const records = z.record(z.string(), z.unknown());

/**
 * A registry's packument of a package. As npm does, it ignores errors outside the requested version: tags may lead
 * nowhere, old versions may be malformed, and the name may be missing.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export const packumentSchema = z.looseObject({
  name: z.unknown().optional(),
  'dist-tags': records.optional().catch(undefined),
  versions: records.optional().catch(undefined),
  /** The time of each version, among other moments; a registry may omit it. */
  time: records.optional().catch(undefined),
});

export type Packument = z.infer<typeof packumentSchema>;

/** An entry of a packument that npm can install. */
export const versionSchema = z.looseObject({
  /** Without it npm calls the manifest incomplete. */
  version: z.string(),
  dist: z.looseObject({
    /** Not always on the registry's own host, but always fetchable. */
    tarball: z.url({ protocol: /^https?$/ }),
    integrity: z.unknown().optional(),
    shasum: z.unknown().optional(),
  }),
});

export type Version = z.infer<typeof versionSchema>;

/** The owner of the token. Verdaccio answers 200 without a name for an unknown token. */
export const whoAmISchema = z.object({ username: z.string().nullish() });
