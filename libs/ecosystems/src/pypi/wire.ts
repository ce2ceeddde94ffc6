import { describeIssues } from '@ameideio/version-manifest';
import { z } from 'zod';
import { type HttpAnswer, RegistryError, redactUrl } from '../world/http.ts';

const coreMetadata = z.union([z.boolean(), z.looseObject({ sha256: z.string().optional() })]).optional();

/**
 * As strict as uv, which parses a page completely or not at all.
 *
 * @see https://peps.python.org/pep-0691/#project-detail and https://peps.python.org/pep-0714/ for `core-metadata`
 */
export const simplePageSchema = z.object({
  meta: z.object({ 'api-version': z.string().default('1.0') }).prefault({}),
  files: z.array(
    z.object({
      filename: z.string().min(1),
      url: z.string().min(1),
      hashes: z.record(z.string(), z.string()),
      /** A string is the reason for the yank. */
      yanked: z.union([z.boolean(), z.string()]).default(false),
      /** Null means that there is none; a missing key says nothing. */
      'requires-python': z.string().nullish(),
      /** Since version 1.1 of the API. @see https://peps.python.org/pep-0700/ */
      'upload-time': z.string().optional().catch(undefined),
      'core-metadata': coreMetadata,
      'dist-info-metadata': coreMetadata,
    }),
  ),
});

/** devpi's answer about an index. */
export const devpiIndexSchema = z.object({ type: z.literal('indexconfig') });

/** devpi's answer at `+api`: the user that a request belongs to. */
export const devpiApiSchema = z.object({
  result: z.object({ authstatus: z.tuple([z.string()]).rest(z.unknown()) }),
});

/** Parses an answer's JSON. @throws RegistryError INVALID_RESPONSE, naming the address and what is wrong. */
export function parseJson<T>(answer: HttpAnswer, schema: z.ZodType<T>): T {
  const json = jsonOf(answer);
  if (json === undefined)
    throw makeInvalidError(answer.url, 'has a JSON content type, but its body is not JSON');
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw makeInvalidError(answer.url, `has an invalid value: ${describeIssues(parsed.error)}`, parsed.error);
}

/** Parses the JSON of an answer; undefined if its body is no JSON. */
export function jsonOf({ body }: HttpAnswer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function makeInvalidError(url: string, what: string, cause?: unknown): RegistryError {
  return new RegistryError('INVALID_RESPONSE', `The answer of ${redactUrl(url)} ${what}.`, { cause });
}
