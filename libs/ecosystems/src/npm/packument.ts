import { asReader, type ReadAccess } from '../reader.ts';
import { type HttpAnswer, type HttpRequest, http, RegistryError, shown, unexpected } from '../world/http.ts';
import { READING } from './variables.ts';
import { type Packument, packumentSchema } from './wire.ts';

/** A package's own address: a scope's slash is escaped. */
export function packageUrl(address: string, name: string): string {
  return `${address}/${name.replace('/', '%2f')}`;
}

/** What the registry knows of a package; undefined where it knows none. */
export async function fetchPackument(access: ReadAccess, name: string): Promise<Packument | undefined> {
  const request = asReader(access, {
    url: packageUrl(access.address, name),
    // A cache on the way must not hide a version that was published a moment ago.
    headers: { accept: 'application/json', 'cache-control': 'no-cache' },
  });
  const answer = await http(request);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw unexpected(request, answer, READING);
  const parsed = packumentSchema.safeParse(jsonOf(answer));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw nonsense(request, `${issue?.path.join('.') || 'the whole'}: ${issue?.message}`);
  }
  if (parsed.data.name !== name) throw nonsense(request, `it is of ${parsed.data.name}`);
  return parsed.data;
}

/** The JSON of an answer; undefined where it is none. */
export function jsonOf(answer: HttpAnswer): unknown {
  try {
    return JSON.parse(answer.body.toString('utf8'));
  } catch {
    return undefined;
  }
}

function nonsense(request: HttpRequest, why: string): RegistryError {
  const what = `${shown(request.url)} answered with no packument of the npm protocol (${why})`;
  return new RegistryError('INVALID_RESPONSE', `${what}. Check that the address is an npm registry's.`);
}
