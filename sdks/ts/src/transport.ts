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

export function createTransport({ baseUrl, token, timeoutMs }: PlatformOptions): Transport {
  const missing = Object.entries({ baseUrl, token }).filter(([, value]) => !value);
  if (missing.length > 0)
    throw new TypeError(`The client needs ${missing.map(([name]) => name).join(' and ')}.`);

  return createConnectTransport({
    baseUrl,
    interceptors: [identify(token)],
    fetch: reachable(baseUrl),
    ...(timeoutMs === undefined ? {} : { defaultTimeoutMs: timeoutMs }),
  });
}

function identify(token: PlatformOptions['token']): Interceptor {
  // Browsers let no script set User-Agent; X-User-Agent is what Connect's servers allow them instead.
  const userAgent = globalThis.navigator?.userAgent?.startsWith('Mozilla/') ? 'X-User-Agent' : 'User-Agent';
  return (next) => async (request) => {
    request.header.set('Authorization', `Bearer ${typeof token === 'string' ? token : await token()}`);
    request.header.set(userAgent, `ameide-sdk-ts/${version}`);
    return next(request);
  };
}

/** `fetch` rejects with a bare "fetch failed", which Connect takes for an unknown error. */
function reachable(baseUrl: string): typeof fetch {
  return (input, init) =>
    fetch(input, init).catch((cause) => {
      if (init?.signal?.aborted) throw cause;
      throw new ConnectError(`${baseUrl} can't be reached`, Code.Unavailable, undefined, undefined, cause);
    });
}
