import { Code, ConnectError, type Interceptor, type Transport } from '@connectrpc/connect';
import { createConnectTransport } from '@connectrpc/connect-web';
import { version } from './version.ts';

export interface PlatformOptions {
  /** Where the platform answers, such as `https://platform.example.com`. */
  baseUrl: string;
  /** The bearer token, or a function that is asked for one at every call. */
  token: string | (() => string | Promise<string>);
  /** The time limit of a call that names none itself. Without it such a call waits for as long as it takes. */
  timeoutMs?: number;
}

/** @throws TypeError where no call could be made with the address, the token or the time limit. */
export function createTransport({ baseUrl, token, timeoutMs }: PlatformOptions): Transport {
  checkAddress(baseUrl);
  if (typeof token === 'string') checkToken(token);

  if (Number.isNaN(timeoutMs)) throw new TypeError(NO_NUMBER);

  const transport = createConnectTransport({
    baseUrl,
    interceptors: [identify(token)],
    fetch: reachable(baseUrl),
    ...(timeoutMs === undefined ? {} : { defaultTimeoutMs: Math.min(timeoutMs, LONGEST_MS) }),
  });
  return {
    ...transport,
    async unary(method, signal, own, ...rest) {
      if (Number.isNaN(own)) throw new ConnectError(NO_NUMBER, Code.InvalidArgument);
      return transport.unary(method, signal, own === undefined ? own : Math.min(own, LONGEST_MS), ...rest);
    },
  };
}

/** A timer waits no longer than this, some 24 days, and with a greater number not at all. */
const LONGEST_MS = 2 ** 31 - 1;
const NO_NUMBER = 'The time limit is not a number.';

function identify(token: PlatformOptions['token']): Interceptor {
  // Browsers let no script set User-Agent; X-User-Agent is what Connect's servers allow them instead.
  const userAgent = globalThis.navigator?.userAgent?.startsWith('Mozilla/') ? 'X-User-Agent' : 'User-Agent';
  return (next) => async (request) => {
    const bearer = typeof token === 'string' ? token : await token();
    checkToken(bearer);
    request.header.set('Authorization', `Bearer ${bearer}`);
    request.header.set(userAgent, `ameide-sdk-ts/${version}`);
    return next(request);
  };
}

// Neither sentence repeats what it is about: an address may hold a password.

function checkAddress(baseUrl: string): void {
  const url = URL.parse(baseUrl);
  const usable = url && /^https?:$/.test(url.protocol) && !(url.username || url.search || url.hash);
  if (!usable)
    throw new TypeError('The base URL must be like https://platform.example, without credentials or query.');
}

function checkToken(token: string): void {
  if (!/^[\x20-\x7e]+$/.test(token))
    throw new TypeError("The token is empty or holds characters that an HTTP header can't.");
}

/** `fetch` rejects with a bare "fetch failed", which Connect takes for an unknown error. */
function reachable(baseUrl: string): typeof fetch {
  return (input, init) =>
    fetch(input, init).catch((cause) => {
      if (init?.signal?.aborted) throw cause;
      throw new ConnectError(`${baseUrl} can't be reached`, Code.Unavailable, undefined, undefined, cause);
    });
}
