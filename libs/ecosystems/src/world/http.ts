import { setTimeout as wait } from 'node:timers/promises';
import { PackagesError } from '@ameideio/version-manifest';
import { type Credential, secretsOf, withoutSecrets } from './credential.ts';
import { followRedirects } from './follow-redirects.ts';
import { step } from './step.ts';

export interface HttpRequest {
  readonly url: string;
  readonly method?: 'GET' | 'HEAD' | 'PUT' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array<ArrayBuffer> | string | FormData;
  /** No error shows it, and no redirect takes it to another origin, whatever its header's name. */
  readonly credential?: Credential | undefined;
  /** Milliseconds for the whole exchange. */
  readonly timeout?: number;
}

export interface HttpAnswer {
  /** After redirects. */
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
}

/** A registry could not be asked, or gave a wrong answer. `transient`: asking again may help. */
export class RegistryError extends PackagesError {
  readonly transient: boolean;

  constructor(
    code: 'REGISTRY_UNAVAILABLE' | 'REGISTRY_REFUSED' | 'INVALID_RESPONSE' | 'CREDENTIAL_REFUSED',
    message: string,
    options?: ErrorOptions,
  ) {
    super(code, message, options);
    this.transient = code === 'REGISTRY_UNAVAILABLE';
  }
}

/** A registry lists a file but does not serve it, or not yet. Asking again may help. */
export class FileNotServed extends RegistryError {
  constructor(url: string, status: number) {
    super(
      'REGISTRY_UNAVAILABLE',
      `${redactUrl(url)} answered ${status}, but the registry lists this file. Look at the registry's storage, then run again.`,
    );
  }
}

const TIMEOUT = 60_000;

/**
 * Sends one request to a registry. Any status is an answer, except those that ask for another try (408, 425, 429, 5xx).
 *
 * @throws RegistryError REGISTRY_UNAVAILABLE, naming the address and the answer.
 */
export async function http(request: HttpRequest): Promise<HttpAnswer> {
  return step(`${request.method ?? 'GET'} ${redactUrl(request.url)}`, () => exchange(request));
}

async function exchange(request: HttpRequest): Promise<HttpAnswer> {
  const { url, credential, timeout = TIMEOUT } = request;
  const signal = AbortSignal.timeout(timeout);
  let answer: HttpAnswer;
  try {
    const { url: last, response } = await followRedirects(request, signal);
    const { status, headers } = response;
    answer = { url: last, status, headers, body: Buffer.from(await response.arrayBuffer()) };
  } catch (cause) {
    const why = signal.aborted
      ? `gave no complete answer within ${timeout / 1000} s`
      : `can't be reached (${withoutSecrets(reasonOf(cause).replaceAll(url, redactUrl(url)), secretsOf(credential))})`;
    throw new RegistryError(
      'REGISTRY_UNAVAILABLE',
      `${redactUrl(url)} ${why}. Check the address and that the registry runs.`,
      { cause },
    );
  }
  if (answer.status >= 500 || [408, 425, 429].includes(answer.status)) {
    throw new RegistryError(
      'REGISTRY_UNAVAILABLE',
      `${redactUrl(url)} answered ${describeAnswer(answer, credential)}. Look at the registry's log, then run again.`,
    );
  }
  return answer;
}

/** The statuses with which any server refuses a credential. */
const REFUSING: readonly number[] = [401, 403];

/**
 * Makes the error for a status that the protocol does not foresee: CREDENTIAL_REFUSED or REGISTRY_REFUSED.
 *
 * @param variable the name of the variable that holds the credential, for the error message.
 * @param alsoRefusing a further status with which servers refuse a credential here.
 */
export function makeStatusError(
  request: HttpRequest,
  answer: HttpAnswer,
  variable: string,
  alsoRefusing?: number,
): RegistryError {
  const what = `${request.method ?? 'GET'} ${redactUrl(request.url)} answered ${describeAnswer(answer, request.credential)}`;
  return [...REFUSING, alsoRefusing].includes(answer.status)
    ? new RegistryError('CREDENTIAL_REFUSED', `${what}. Check ${variable} and what it may do there.`)
    : new RegistryError('REGISTRY_REFUSED', `${what}.`);
}

/** Repeats a transient failure with growing pauses. `attempt` must look at the registry anew each time. */
export async function retryTransient<T>(
  attempt: () => Promise<T>,
  delays: readonly number[] = [250, 750, 2000],
): Promise<T> {
  for (const delay of delays) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof RegistryError && error.transient)) throw error;
      await wait(delay);
    }
  }
  return attempt();
}

/** Removes user, password, query and fragment from an address, so that output may show it. */
export function redactUrl(url: string): string {
  const parsed = new URL(url);
  return `${parsed.origin}${parsed.pathname}`;
}

/** Formats the status and the first words of an answer in one line, without the credential that was sent. */
function describeAnswer(answer: HttpAnswer, credential: Credential | undefined): string {
  const text = answer.body.subarray(0, 2000).toString('utf8');
  const line = withoutSecrets(text, secretsOf(credential)).replaceAll(/\s+/g, ' ').trim();
  return line === '' ? `${answer.status}` : `${answer.status} "${line.slice(0, 300)}"`;
}

/** Returns the innermost message of a failed `fetch`. */
export function reasonOf(cause: unknown): string {
  const inner = cause instanceof Error && cause.cause instanceof Error ? cause.cause : cause;
  if (inner instanceof AggregateError) return reasonOf(inner.errors[0]);
  return inner instanceof Error ? inner.message : String(inner);
}
