import { execa } from 'execa';
import { onExit } from 'signal-exit';
import type { Clone } from './clone.ts';
import { until } from './processes.ts';
import { terminal } from './user.ts';

export interface NpmStart {
  /** Of npm itself, which leads the process group. */
  readonly pid: number;
  readonly ended: Promise<NpmStartEnd>;
  /** What was written so far. */
  output(): string;
  /** Waits for what must come before the run ends. */
  meanwhile<T>(awaited: Promise<T>): Promise<T>;
  /** Waits until these words were written. */
  says(words: string): Promise<true>;
  /** Sends a signal to all of them, as a terminal's Ctrl-C does, or to npm alone. */
  signal(to: 'group' | 'npm', signal: NodeJS.Signals): void;
}

export interface NpmStartEnd {
  /** As a shell shows it: 128 and the signal's number where one ended npm. */
  readonly exitCode: number;
  readonly output: string;
}

const SIGNALS: Readonly<Record<string, number>> = { SIGINT: 2, SIGKILL: 9, SIGTERM: 15 };

/** Types `npm start` in a clone. */
export function npmStart(clone: Clone): NpmStart {
  let output = '';
  const npm = execa('npm', ['start'], {
    cwd: clone.root,
    // As in a shell that is set up for another registry: half a credential, which is refused wherever it arrives.
    env: { ...terminal(clone), PACKAGES_GO_READ_USERNAME: 'of another registry' },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    buffer: false,
    reject: false,
    detached: true,
    timeout: 300_000,
  });
  npm.all.setEncoding('utf8').on('data', (text: string) => {
    output += text;
  });
  const pid = npm.pid;
  if (pid === undefined) throw new Error('npm did not start.');
  const signal = (to: 'group' | 'npm', name: NodeJS.Signals): void => {
    process.kill(to === 'group' ? -pid : pid, name);
  };
  const forget = onExit(() => signal('group', 'SIGTERM'));
  const ended = npm.then(({ exitCode, signal: name }) => {
    forget();
    return { exitCode: exitCode ?? 128 + (SIGNALS[name ?? ''] ?? 0), output };
  });
  const start: NpmStart = {
    pid,
    ended,
    output: () => output,
    async meanwhile(awaited) {
      const over = ended.then(() => Promise.reject(new Error('npm start has ended.')));
      return Promise.race([awaited, over]).catch((cause: unknown) => {
        throw new Error(output, { cause });
      });
    },
    says: (words) => start.meanwhile(until(`"${words}"`, () => (output.includes(words) ? true : undefined))),
    signal,
  };
  return start;
}

/** Types `npm start` and waits for its end. */
export function npmStarted(clone: Clone): Promise<NpmStartEnd> {
  return npmStart(clone).ended;
}
