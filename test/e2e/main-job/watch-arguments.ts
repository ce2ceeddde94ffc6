import { setTimeout as wait } from 'node:timers/promises';
import { execa } from 'execa';

const LOOK_EVERY = 400;

/** Looks again and again at the arguments of all processes, for words that must not be among them. */
export function watchArguments(words: readonly string[]): { end(): Promise<string[]> } {
  const ended = new AbortController();
  const found: string[] = [];
  const watching = (async () => {
    while (!ended.signal.aborted) {
      const { stdout } = await execa('ps', ['-axww', '-o', 'args=']);
      found.push(...stdout.split('\n').filter((line) => words.some((word) => line.includes(word))));
      await wait(LOOK_EVERY);
    }
  })();
  return {
    async end() {
      ended.abort();
      await watching;
      return found;
    },
  };
}
