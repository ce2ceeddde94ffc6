import { describeIssue } from '@ameideio/version-manifest';
import { type ReadAccess, withReadCredential } from '../reader.ts';
import {
  type HttpAnswer,
  type HttpRequest,
  http,
  makeStatusError,
  RegistryError,
  redactUrl,
} from '../world/http.ts';
import { READING } from './variables.ts';
import { type Packument, packumentSchema, type Version, versionSchema } from './wire.ts';

/**
 * The values of `Accept` for the full packument, and for the short one that npm installs from, which some registries
 * lack.
 */
const ACCEPT = {
  whole: 'application/json',
  'as npm': 'application/vnd.npm.install-v1+json; q=1.0, application/json; q=0.8, */*',
};

/** Makes the address of a package's packument; it escapes a scope's slash. */
export function packageUrl(address: string, name: string): string {
  return `${address}/${name.replace('/', '%2f')}`;
}

/** Fetches a package's packument; undefined if the registry does not know the package. */
export async function fetchPackument(
  access: ReadAccess,
  name: string,
  form: keyof typeof ACCEPT = 'whole',
): Promise<Packument | undefined> {
  const request = withReadCredential(access, {
    url: packageUrl(access.address, name),
    // An HTTP cache must not hide a version that was published a moment ago.
    headers: { accept: ACCEPT[form], 'cache-control': 'no-cache' },
  });
  const answer = await http(request);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw makeStatusError(request, answer, READING);
  const { data } = packumentSchema.safeParse(jsonOf(answer));
  if (data === undefined) throw makeInvalidError(request, 'is no JSON object');
  if (data.versions === undefined && data['dist-tags'] === undefined && data.name !== name)
    throw makeInvalidError(request, `has no versions, and its name is not ${name}`);
  return data;
}

/**
 * Picks a version from a packument and checks that npm can install it; undefined if the registry does not list it.
 *
 * @throws RegistryError INVALID_RESPONSE, naming the field.
 */
export function versionOf(
  access: ReadAccess,
  name: string,
  packument: Packument | undefined,
  version: string,
): Version | undefined {
  const listed = packument?.versions?.[version];
  if (listed === undefined) return undefined;
  const parsed = versionSchema.safeParse(listed);
  if (parsed.success) return parsed.data;
  const issues = parsed.error.issues.map(({ path, message }) =>
    describeIssue({ path: ['versions', version, ...path], message }),
  );
  throw makeInvalidError({ url: packageUrl(access.address, name) }, issues.join('; '));
}

/** Parses the JSON of an answer; undefined if its body is no JSON. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function makeInvalidError(request: HttpRequest, why: string): RegistryError {
  const fault = `${redactUrl(request.url)} answered with no packument of the npm protocol (${why})`;
  return new RegistryError('INVALID_RESPONSE', `${fault}. Check that the address is an npm registry's.`);
}
