import { isAlive } from '../../tools/main-job/src/is-alive.mjs';
import type { Place } from './clone.ts';
import { processesOf, until } from './processes.ts';
import { CTRL_C, openTerminal } from './terminal-window.ts';
import { terminal } from './user.ts';
import { type Watch, watchProcesses } from './watch.ts';

export interface NpmStart {
  readonly ended: Promise<NpmStartEnd>;
  readonly watch: Watch;
  /** What the window shows so far. */
  output(): string;
  /** Waits for something that must happen before the run ends. */
  meanwhile<T>(awaited: Promise<T>): Promise<T>;
  /** Waits until the run has printed these words. */
  says(words: string): Promise<true>;
  ctrlC(): void;
  /** Kills a process of this kind as soon as there is one. */
  kill(which: Killable, signal: NodeJS.Signals): Promise<void>;
  /** Closes the terminal window with all that runs in it. */
  close(): Promise<void>;
}

export interface NpmStartEnd {
  /** npm's exit code, as a shell shows it: 128 and the signal's number where a signal ended npm. */
  readonly exitCode: number;
  readonly output: string;
}

/** A new machine downloads what every client needs. */
const LIMIT_SECONDS = 600;

/** The words by which each kind of process is found. */
const COMMANDS = {
  Nx: 'nx/dist/bin/nx.js run-many',
  Verdaccio: 'local-registries/src/npm/serve.ts',
  devpi: 'local-registries/src/pypi/serve.py',
  'the Go registry': 'programs/go-module-registry',
} as const;

export type Killable = 'npm' | keyof typeof COMMANDS;

/** Types `npm start` in a workspace, in a terminal window that stays open after it. */
export function npmStart(place: Place): NpmStart {
  const { TMPDIR, PWD, ...environment } = terminal(place);
  // As in a shell that is set up for another registry: half a credential, which every task would refuse.
  const window = openTerminal({ ...environment, PACKAGES_GO_READ_USERNAME: 'of another registry' });
  const watch = watchProcesses(window.pid);
  window.type(`cd '${PWD}' && TMPDIR='${TMPDIR}' sh -c 'echo "npm is $$"; exec npm start'\n`);
  const shows = (pattern: RegExp): Promise<string> =>
    until(
      `"${pattern.source}"`,
      () => {
        if (window.closed) throw new Error('The window is closed.');
        return pattern.exec(window.shown())?.[1];
      },
      LIMIT_SECONDS,
    );
  const npm = shows(/npm is (\d+)/).then(Number);
  const ended = (async () => {
    const pid = await npm;
    await until('The end of npm', () => (isAlive(pid) ? undefined : true), LIMIT_SECONDS);
    window.type('echo "npm ended with $?"\n');
    const exitCode = Number(await shows(/npm ended with (\d+)/));
    return { exitCode, output: window.shown() };
  })();
  ended.catch(() => undefined); // Others wait for it too, and report the error.
  const start: NpmStart = {
    ended,
    watch,
    output: window.shown,
    async meanwhile(awaited) {
      const over = ended.then(() => Promise.reject(new Error('npm start has ended.')));
      return Promise.race([awaited, over]).catch((cause: unknown) => {
        throw new Error(window.shown(), { cause });
      });
    },
    says: (words) =>
      start.meanwhile(until(`"${words}"`, () => (window.shown().includes(words) ? true : undefined))),
    ctrlC: () => window.type(CTRL_C),
    async kill(which, signal) {
      const pid = which === 'npm' ? npm : start.meanwhile(processNamed(place, COMMANDS[which]));
      process.kill(await pid, signal);
    },
    async close() {
      watch.end();
      await window.close();
    },
  };
  return start;
}

function processNamed({ root }: Place, words: string): Promise<number> {
  return until(
    `"${words}"`,
    async () => (await processesOf(root)).find(({ text }) => text.includes(words))?.pid,
  );
}

/** Types `npm start` and waits for its end. */
export async function npmStarted(place: Place): Promise<NpmStartEnd> {
  const start = npmStart(place);
  return start.ended.finally(start.close);
}
