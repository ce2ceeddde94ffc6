import { stripVTControlCharacters } from 'node:util';
import { execa } from 'execa';

/** A terminal window with a shell. What is typed runs in the foreground, and Ctrl-C reaches all of it. */
export interface TerminalWindow {
  /** The window's own process. Its child is the shell, whose children are the typed programs. */
  readonly pid: number;
  readonly closed: boolean;
  /** All that it has shown so far, with the typed lines. */
  shown(): string;
  /** Presses these keys. */
  type(keys: string): void;
  /** Closes it as a person does: whatever runs in it gets SIGHUP. */
  close(): Promise<void>;
}

export const CTRL_C = '\x03';

/** Python's pseudo-terminal: it copies standard input to the shell, and the shell's output to standard output. */
const PSEUDO_TERMINAL = 'import pty, sys; pty.spawn(sys.argv[1:])';

/** The characters of npm's spinner, which npm draws and wipes away. */
const SPINNER = /[\u2800-\u28ff]/g;

/** Opens a window outside of any clone, so that its own processes are not taken for those of a run. */
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
