import { credentialHeader } from './credential.ts';
import type { HttpRequest } from './http.ts';

/** The limit of redirects, which is that of `fetch`. */
const MOST = 20;

/** An answer that is no redirect, with its body unread. */
export interface Followed {
  readonly url: string;
  readonly response: Response;
}

/**
 * Sends a request and follows its redirects as `fetch` does, but drops the credential's header at another origin.
 * `fetch` drops only `Authorization` there.
 *
 * @param checkTarget throws if a redirect must not lead to an address.
 * @see https://fetch.spec.whatwg.org/#http-redirect-fetch
 */
export async function followRedirects(
  request: HttpRequest,
  signal: AbortSignal,
  checkTarget: (target: URL) => void = () => {},
): Promise<Followed> {
  let { url, method = 'GET', headers = {}, body, credential } = request;
  for (let followed = 0; ; followed += 1) {
    const own = credential === undefined ? {} : Object.fromEntries([credentialHeader(credential)]);
    const response = await fetch(url, {
      method,
      headers: { ...headers, ...own },
      signal,
      redirect: 'manual',
      ...(body === undefined ? {} : { body }),
    });
    const { status } = response;
    const location = [301, 302, 303, 307, 308].includes(status) ? response.headers.get('location') : null;
    if (location === null) return { url, response };
    await response.body?.cancel();
    if (followed === MOST) throw new Error(`it redirects more than ${MOST} times`);

    const next = targetOf(location, url);
    checkTarget(next);
    // For the rest of the chain: the other host may have chosen an address that leads back.
    if (next.origin !== new URL(url).origin) credential = undefined;
    const asGet = status === 303 ? method !== 'HEAD' : method === 'POST' && [301, 302].includes(status);
    if (asGet) {
      method = 'GET';
      body = undefined;
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => !/^content-/i.test(name)));
    }
    url = next.href;
  }
}

/** @throws Error without the address, which may contain a signature or a password. */
function targetOf(location: string, url: string): URL {
  if (!URL.canParse(location, url)) throw new Error('it redirects to something that is not an address');
  const target = new URL(location, url);
  if (!['http:', 'https:'].includes(target.protocol))
    throw new Error(`it redirects to an address of ${target.protocol}`);
  if (target.username !== '' || target.password !== '')
    throw new Error('it redirects to an address with a user or password');
  return target;
}
