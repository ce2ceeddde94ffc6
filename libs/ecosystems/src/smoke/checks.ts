import type { Check } from '../ecosystem.ts';
import { retryTransient } from '../world/http.ts';
import type { Log } from '../world/run-process.ts';

export interface PassedCheck {
  readonly name: string;
  readonly milliseconds: number;
}

/** Checks that record how long they took. */
export interface Checks {
  readonly check: Check;
  /** The passed checks, in the order in which they began: checks that run side by side end in any order. */
  readonly passed: readonly PassedCheck[];
}

/**
 * Makes the runner of checks. It repeats a check that fails because the registry is unavailable: devpi answers 500
 * while it stores an upload.
 *
 * @param failure makes the error of a failed check from its name and the reason.
 */
export function newChecks(log: Log, failure: (name: string, why: string, cause: unknown) => Error): Checks {
  const begun: (PassedCheck | undefined)[] = [];
  const check: Check = async (name, run) => {
    const begin = performance.now();
    const place = begun.push(undefined) - 1;
    try {
      const result = await retryTransient(run);
      const milliseconds = Math.round(performance.now() - begin);
      begun[place] = { name, milliseconds };
      log(`ok ${name} (${milliseconds} ms)`);
      return result;
    } catch (cause) {
      throw failure(name, cause instanceof Error ? cause.message : String(cause), cause);
    }
  };
  return {
    check,
    get passed() {
      return begun.filter((one) => one !== undefined);
    },
  };
}
