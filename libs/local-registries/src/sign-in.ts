import { setTimeout as delay } from 'node:timers/promises';
import { PackagesError } from '@ameideio/version-manifest';

const PAUSE_MILLISECONDS = 50;

/** The first request to a registry, which shows that it accepts its own credential. */
export interface SignIn {
  readonly title: string;
  readonly url: string;
  readonly init: RequestInit;
  /** The status of a successful sign-in. */
  readonly status: number;
}

/**
 * Sends the request again and again until the registry answers.
 *
 * @param signal ends the wait; its reason is the error then.
 * @throws PackagesError REGISTRY_REFUSED if the answer has another status.
 */
export async function signIn({ title, url, init, status }: SignIn, signal: AbortSignal): Promise<Response> {
  const response = await awaitAnswer(url, { ...init, signal }, signal);
  if (response.status === status) return response;
  throw new PackagesError(
    'REGISTRY_REFUSED',
    `${title} refused its own account: ${url} answered ${response.status} instead of ${status}. Start the registries again.`,
  );
}

async function awaitAnswer(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, init);
    } catch {
      signal.throwIfAborted();
      await delay(PAUSE_MILLISECONDS); // Nobody listens yet.
    }
  }
}
