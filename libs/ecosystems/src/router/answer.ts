import type { IncomingHttpHeaders } from 'node:http';
import type { ReadableStream } from 'node:stream/web';
import { readingSecrets, withReadCredential } from '../reader.ts';
import type { Route } from '../route.ts';
import { withoutSecrets } from '../world/credential.ts';
import { type Followed, followRedirects } from '../world/follow-redirects.ts';
import { makeStatusError, reasonOf, redactUrl } from '../world/http.ts';
import { step } from '../world/step.ts';
import type { Links } from './links.ts';
import { isOfOtherRegistry, type Origins } from './origins.ts';
import type { Problems } from './problems.ts';

export interface AnswerOptions {
  readonly route: Route;
  readonly origins: Origins;
  /** The names of the variables to check if a registry refuses a reader. */
  readonly variables: Readonly<Record<keyof Origins, string>>;
  readonly isInternal: (name: string) => boolean;
  readonly problems: Problems;
  readonly links: Links;
  /** The router's own address, without a final slash. */
  readonly address: string;
}

/** A client's request. */
export interface ClientRequest {
  readonly method: 'GET' | 'HEAD';
  /** The path below the router's address, as the client sent it. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** Aborts when the client disconnects. */
  readonly gone: AbortSignal;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Buffer | ReadableStream;
}

/** A request to one of the registries. */
interface Read {
  readonly from: keyof Origins;
  readonly url: string;
  /** Undefined for a file, and for a path that belongs to no package. */
  readonly name: string | undefined;
  readonly isFile: boolean;
}

/** The size limit of a page, in bytes. */
const LARGEST_PAGE = 512 * 1024 * 1024;

const SENT = ['accept', 'user-agent', 'cache-control', 'if-none-match', 'if-modified-since'];
const SENT_FOR_FILES = [...SENT, 'range', 'if-range'];
const KEPT = ['content-type', 'etag', 'last-modified', 'cache-control'];
const KEPT_OF_FILES = [...KEPT, 'content-length', 'accept-ranges', 'content-range'];

/** Answers a client's read: from the registry for an internal name, from the upstream for any other name. */
export async function answer(options: AnswerOptions, clientRequest: ClientRequest): Promise<Answer> {
  const read = parseRead(options, clientRequest.path);
  if ('status' in read) {
    options.problems.noteFailure(read.why);
    return failure(read.status, read.why, clientRequest.headers);
  }
  try {
    return await step(`${clientRequest.method} ${redactUrl(read.url)} for a client`, () =>
      ask(options, clientRequest, read),
    );
  } catch (cause) {
    const { origins, problems } = options;
    const secrets = readingSecrets(origins[read.from]);
    const reason = withoutSecrets(reasonOf(cause).replaceAll(read.url, redactUrl(read.url)), secrets);
    const why = `${redactUrl(read.url)} can't be read (${reason}).`;
    if (!clientRequest.gone.aborted) problems.noteFailure(why);
    return failure(502, why, clientRequest.headers);
  }
}

interface Refusal {
  readonly status: number;
  readonly why: string;
}

/**
 * Maps a path to a request. The path is decoded once, and the request's address is built from the parsed path, never
 * from the client's spelling.
 */
function parseRead({ route, origins, isInternal, links }: AnswerOptions, path: string): Read | Refusal {
  const decoded = decodeOnce(path);
  const link = decoded === undefined ? undefined : links.linkAt(decoded);
  if (link !== undefined) {
    const target = new URL(link.url);
    if (!['http:', 'https:'].includes(target.protocol) || isOfOtherRegistry(origins, link.from, target))
      return { status: 403, why: `A page of ${origins[link.from].address} leads to ${redactUrl(link.url)}.` };
    return { ...link, name: undefined, isFile: true };
  }
  const read = decoded === undefined ? undefined : route.read(decoded);
  if (read === undefined) return { status: 404, why: `"${path}" is not a path of the registry's protocol.` };
  const { name, ofThirdParties } = read;
  const from = name !== undefined && isInternal(name) ? 'registry' : 'upstream';
  if (from === 'registry' && ofThirdParties)
    return { status: 404, why: `${name} is internal, so the upstream is not asked about it.` };
  return { from, url: `${origins[from].address}/${read.path}`, name, isFile: route.relink === undefined };
}

function decodeOnce(path: string): string | undefined {
  try {
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

async function ask(options: AnswerOptions, clientRequest: ClientRequest, read: Read): Promise<Answer> {
  const { origins, variables, problems } = options;
  const { method, headers } = clientRequest;
  const request = withReadCredential(origins[read.from], {
    url: read.url,
    method,
    headers: {
      ...pickHeaders(headers, read.isFile ? SENT_FOR_FILES : SENT),
      // Keeps a file's bytes unencoded. For a part of a file, `fetch` does so itself.
      ...(read.isFile && headers.range === undefined && { 'accept-encoding': 'identity' }),
    },
  });
  let elsewhere: URL | undefined;
  const checkTarget = (target: URL): void => {
    if (isForward(options, read, target)) elsewhere = target;
    if (elsewhere !== undefined || isOfOtherRegistry(origins, read.from, target))
      throw new Error(`it redirects to ${redactUrl(target.href)}`);
  };
  let followed: Followed;
  try {
    // Without a time limit: the router waits as long as the client does.
    followed = await followRedirects(request, clientRequest.gone, checkTarget);
  } catch (error) {
    if (elsewhere === undefined || read.name === undefined) throw error;
    return failure(404, problems.noteMissing(read.name, redactUrl(elsewhere.href)), headers);
  }
  const { url, response } = followed;
  const { status } = response;
  if (status >= 400) {
    if (read.from === 'registry' && read.name !== undefined && (status === 404 || status === 410))
      return failure(status, problems.noteMissing(read.name), headers);
    const body = Buffer.from(await response.arrayBuffer());
    const why = makeStatusError(
      request,
      { url, status, headers: response.headers, body },
      variables[read.from],
    );
    // Records a failure that a client won't show well. Not 403: some servers answer it for a package that they lack.
    if (![403, 404, 410].includes(status)) problems.noteFailure(why.message);
    return failure(status, why.message, headers);
  }
  if (read.name !== undefined) problems.noteServed(read.name);
  if (read.isFile) return passThrough(response, KEPT_OF_FILES);
  // A relinked page has another length, so only a complete one can be relinked.
  return method === 'HEAD' || status !== 200
    ? passThrough(response, KEPT)
    : relinkPage(options, read, followed);
}

/**
 * Whether a registry redirects the reader of an internal name's page to another host. Some registries forward to a
 * public registry for packages they lack; a page of their own is on their own host.
 */
function isForward({ origins }: AnswerOptions, { from, name, isFile }: Read, target: URL): boolean {
  const own = new URL(origins[from].address);
  return from === 'registry' && name !== undefined && !isFile && target.hostname !== own.hostname;
}

function passThrough({ status, headers, body }: Response, kept: readonly string[]): Answer {
  // `fetch` has decoded an encoded body, so its length no longer matches.
  const names = headers.has('content-encoding') ? kept.filter((name) => name !== 'content-length') : kept;
  return {
    status,
    headers: pickHeaders(Object.fromEntries(headers), names),
    ...(body !== null && { body }),
  };
}

async function relinkPage(options: AnswerOptions, read: Read, { url, response }: Followed): Promise<Answer> {
  const { route, origins, links, address } = options;
  const { from } = read;
  if (Number(response.headers.get('content-length')) > LARGEST_PAGE) throw new Error('it is too large');
  const [type = ''] = (response.headers.get('content-type') ?? '').split(';');
  const body = Buffer.from(await response.arrayBuffer());
  const page = { address: origins[from].address, url, type: type.trim(), body };
  const replace = (link: string): string => `${address}/${links.pathOf({ url: new URL(link).href, from })}`;
  const written = (await route.relink?.(page, replace)) ?? body;
  return {
    status: 200,
    headers: {
      ...pickHeaders(Object.fromEntries(response.headers), KEPT),
      'content-type': `${page.type}; charset=utf-8`,
      'content-length': String(written.length),
    },
    body: written,
  };
}

/** Formats a failure for the client: npm reads `error`, uv problem details (RFC 9457), go plain text. */
export function failure(status: number, why: string, { accept = '' }: IncomingHttpHeaders): Answer {
  const asJson = accept.includes('json');
  const type = asJson ? 'application/problem+json' : 'text/plain; charset=utf-8';
  const problem = {
    type: 'about:blank',
    title: 'The router of nx-packages',
    status,
    detail: why,
    error: why,
  };
  return {
    status,
    headers: { 'content-type': type },
    body: Buffer.from(asJson ? JSON.stringify(problem) : `${why}\n`),
  };
}

function pickHeaders(
  headers: Readonly<Record<string, string | string[] | undefined>>,
  names: readonly string[],
): Record<string, string> {
  const found = names.map((name) => [name, headers[name]] as const);
  return Object.fromEntries(found.filter((pair): pair is [string, string] => typeof pair[1] === 'string'));
}
