import { channel } from 'node:diagnostics_channel';

/** A step that has ended, with or without an error. */
export interface EndedStep {
  readonly name: string;
  readonly milliseconds: number;
}

const ended = channel('@ameideio/nx-packages:step');

/**
 * Runs a named piece of work and reports how long it took to the listeners. A channel of Node's carries the report, so
 * that no function between a step and its listener needs a parameter.
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

/** Calls a listener with every step of this process as it ends. */
export function onStep(listener: (step: EndedStep) => void): void {
  ended.subscribe((message) => {
    if (isEndedStep(message)) listener(message);
  });
}

function isEndedStep(message: unknown): message is EndedStep {
  return typeof message === 'object' && message !== null && 'name' in message && 'milliseconds' in message;
}
