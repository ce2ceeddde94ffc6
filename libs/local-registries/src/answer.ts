import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 50;

/** Asks until somebody answers. The signal bounds it; its reason is the error then. */
export async function firstAnswer(url: string, init: RequestInit, signal: AbortSignal): Promise<Response> {
  for (;;) {
    try {
      return await fetch(url, { ...init, signal });
    } catch {
      signal.throwIfAborted();
      await delay(PAUSE_MILLISECONDS); // Nobody listens yet.
    }
  }
}
