import { z } from 'zod';

const records = z.record(z.string(), z.unknown());

/**
 * What a registry knows of a package. As npm does, it passes over what is not of the version that is wanted: tags may
 * lead nowhere, old versions may be malformed, and the name need not be there.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export const packumentSchema = z.looseObject({
  name: z.unknown().optional(),
  'dist-tags': records.optional().catch(undefined),
  versions: records.optional().catch(undefined),
  /** When each version came, by version, among other moments; a registry need not tell. */
  time: records.optional().catch(undefined),
});

export type Packument = z.infer<typeof packumentSchema>;

/** An entry of a packument that npm can install. */
export const versionSchema = z.looseObject({
  /** Without it npm calls the manifest incomplete. */
  version: z.string(),
  dist: z.looseObject({
    /** Not always on the registry's own host, but always to be fetched. */
    tarball: z.url({ protocol: /^https?$/ }),
    integrity: z.unknown().optional(),
    shasum: z.unknown().optional(),
  }),
});

export type Version = z.infer<typeof versionSchema>;

/** Who bears the token. Verdaccio answers 200 without a name to a token that it does not know. */
export const whoAmISchema = z.object({ username: z.string().nullish() });
