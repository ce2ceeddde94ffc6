import { describeIssues } from '@ameideio/version-manifest';
import { valid } from 'semver';
import { z } from 'zod';
import { type HttpAnswer, RegistryError, redactUrl } from '../world/http.ts';

/** The body of `.info` and `@latest`. @see https://go.dev/ref/mod#goproxy-protocol */
const infoSchema = z.looseObject({ Version: z.string(), Time: z.string().optional() });

export type Info = z.infer<typeof infoSchema>;

/** The output of `go list -m -json` for a module that a version replaces. */
export const listedModule = z.looseObject({
  Path: z.string(),
  Replace: z.looseObject({ Path: z.string(), Version: z.string().optional() }).optional(),
});

/** Parses `.info` or `@latest`. @throws RegistryError INVALID_RESPONSE */
export function infoOf({ url, body }: HttpAnswer): Info {
  let json: unknown;
  try {
    json = JSON.parse(body.toString('utf8'));
  } catch {
    throw makeInvalidError(url, 'is not JSON');
  }
  const parsed = infoSchema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw makeInvalidError(url, `is not the information of a version (${describeIssues(parsed.error)})`);
}

/** @see https://go.dev/ref/mod#pseudo-versions and golang.org/x/mod/module.IsPseudoVersion */
const PSEUDO_VERSION =
  /^v[0-9]+\.(?:0\.0-|\d+\.\d+-(?:[^+]*\.)?0\.)\d{14}-[A-Za-z0-9]+(?:\+[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*)?$/;

/**
 * Parses `@v/list`. As the go command does, it uses the first word of a line, and ignores pseudo-versions and words
 * that are no versions. A body with other words alone is no list.
 *
 * @throws RegistryError INVALID_RESPONSE
 */
export function versionsOf({ url, body }: HttpAnswer): string[] {
  const words = body
    .toString('utf8')
    .split('\n')
    .flatMap((line) => line.trim().split(/\s+/, 1))
    .filter(Boolean);
  const versions = words.filter((word) => word.startsWith('v') && valid(word) !== null);
  if (words.length > 0 && versions.length === 0) throw makeInvalidError(url, 'is not a list of versions');
  return [...new Set(versions.filter((version) => !PSEUDO_VERSION.test(version)))];
}

function makeInvalidError(url: string, what: string): RegistryError {
  return new RegistryError(
    'INVALID_RESPONSE',
    `The answer of ${redactUrl(url)} ${what}. Check that the address is a Go module proxy's.`,
  );
}
