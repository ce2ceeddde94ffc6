import { channel } from 'node:diagnostics_channel';

/** A piece of work that has ended, well or not. */
export interface EndedStep {
  readonly name: string;
  readonly milliseconds: number;
}

const ended = channel('@ameideio/nx-packages:step');

/**
 * Does a piece of work under a name, so that whoever listens learns how long it took. A channel of Node's and no
 * parameter: every way out to the world is a step, and nothing between it and the listener has to know.
 *
 * @param name never holds a secret.
 */
export async function step<T>(name: string, run: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  try {
    return await run();
  } finally {
    ended.publish({ name, milliseconds: performance.now() - begin } satisfies EndedStep);
  }
}

/** Tells every step of this process as it ends. */
export function onStep(listener: (step: EndedStep) => void): void {
  ended.subscribe((message) => {
    if (isEndedStep(message)) listener(message);
  });
}

function isEndedStep(message: unknown): message is EndedStep {
  return typeof message === 'object' && message !== null && 'name' in message && 'milliseconds' in message;
}
