import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';

/** A window with a shell in it: what is typed there runs in the foreground, and Ctrl-C reaches all of it. */
export interface TerminalWindow {
  /** Of the window itself: below it is the shell, below that what it runs. */
  readonly pid: number;
  readonly closed: boolean;
  /** What it has shown so far, the typed lines too. */
  shown(): string;
  /** Presses these keys. */
  type(keys: string): void;
  /** Closes it as a person does: whatever runs in it gets SIGHUP. */
  close(): Promise<void>;
}

export const CTRL_C = '\x03';

/** Python's own pseudo-terminal: it copies standard input to it, and what it shows to standard output. */
const PSEUDO_TERMINAL = 'import pty, sys; pty.spawn(sys.argv[1:])';

/** Npm's, which it draws and wipes away. */
const SPINNER = /[\u2800-\u28ff]/g;

/** Opens one outside of any clone, so that nothing of the window is taken for something of a run. */
export function openTerminal(environment: Readonly<Record<string, string>>): TerminalWindow {
  let [shown, closed] = ['', false];
  const window = execa('python3', ['-c', PSEUDO_TERMINAL, 'sh', '-i'], {
    cwd: '/',
    env: environment,
    extendEnv: false,
    stdin: 'pipe',
    stderr: 'inherit',
    buffer: false,
    reject: false,
  });
  window.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += stripVTControlCharacters(text).replaceAll('\r\n', '\n').replaceAll(SPINNER, '');
  });
  const { pid } = window;
  if (pid === undefined) throw new Error('"python3" is not on the PATH.');
  return {
    pid,
    get closed() {
      return closed;
    },
    shown: () => shown,
    type(keys) {
      if (!closed) window.stdin.write(keys);
    },
    async close() {
      closed = true;
      window.kill('SIGKILL');
      await window;
    },
  };
}
