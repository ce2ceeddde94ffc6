import { expect } from 'vitest';
import type { Place } from './clone.ts';
import type { Killable, NpmStart } from './npm-start.ts';
import { NOTHING, tracesAfter } from './traces.ts';

/** A way to end `npm start` from outside, and what must follow. */
export interface Ending {
  readonly make: (start: NpmStart) => Promise<void> | void;
  /** npm's exit code, as the shell shows it; undefined where the shell has ended too. */
  readonly exitCode: number | undefined;
  /** What the window shows. */
  readonly error: string;
  /** Milliseconds from npm's end to the end of the last process. A killed npm waits for no process. */
  readonly patience: number;
}

const interrupted = { error: 'Error [INTERRUPTED]: ', patience: 20_000 };

export const CTRL_C: Ending = {
  ...interrupted,
  make: (start) => start.ctrlC(),
  exitCode: 130,
  patience: 0,
};

export const CLOSED_WINDOW: Ending = { ...interrupted, make: (start) => start.close(), exitCode: undefined };

export function npmKilled(signal: 'SIGTERM' | 'SIGKILL'): Ending {
  return {
    ...interrupted,
    make: (start) => start.kill('npm', signal),
    exitCode: signal === 'SIGTERM' ? 143 : 137,
  };
}

export function killed(which: Killable, signal: 'SIGTERM' | 'SIGKILL', error: string): Ending {
  return { make: (start) => start.kill(which, signal), exitCode: 1, error, patience: 0 };
}

/** Set by `npm run endings`, which tries every ending in every phase and takes a quarter of an hour. */
export const EVERY_ENDING = process.env.ENDINGS === 'all';

/** Ends a run in this way and checks that nothing of it is left. */
export async function end(place: Place, start: NpmStart, ending: Ending): Promise<void> {
  await ending.make(start);
  if (ending.exitCode !== undefined) {
    const { exitCode, output } = await start.ended;
    expect(exitCode, output).toBe(ending.exitCode);
  }
  expect(await tracesAfter(ending.patience, place, start.watch)).toEqual(NOTHING);
  if (ending.exitCode !== undefined) expect(start.output()).toContain(ending.error);
}
