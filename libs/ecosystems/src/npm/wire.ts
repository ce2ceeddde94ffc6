import ssri from 'ssri';
import { z } from 'zod';

const versionSchema = z.object({
  dist: z.object({
    /** Not always on the registry's own host, but always to be fetched. */
    tarball: z.url({ protocol: /^https?$/ }),
    integrity: z.string().optional(),
  }),
});

/**
 * What a registry knows of a package. A registry that has lost or removed every version may leave out `versions`.
 *
 * @see https://github.com/npm/registry/blob/main/docs/responses/package-metadata.md
 */
export const packumentSchema = z.object({
  name: z.string(),
  'dist-tags': z.record(z.string(), z.string()).default({}),
  versions: z.record(z.string(), versionSchema).default({}),
  /** When each version came, by version, among other moments; a registry need not tell. */
  time: z.record(z.string(), z.unknown()).optional().catch(undefined),
});

export type Packument = z.infer<typeof packumentSchema>;

/** Who bears the token. Verdaccio answers 200 without a name to a token that it does not know. */
export const whoAmISchema = z.object({ username: z.string().nullish() });

/** The sha512 among the digests that a registry declares. */
export function declaredIntegrity(integrity: string | undefined): string | undefined {
  if (integrity === undefined) return undefined;
  return ssri.parse(integrity, { strict: true })?.sha512?.[0]?.toString();
}
