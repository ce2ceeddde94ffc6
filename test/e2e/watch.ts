import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc has shown of a window's processes so far. */
export interface Watch {
  /** The command line of every process of the machine. */
  readonly commandLines: ReadonlySet<string>;
  /** The ports on which the window's processes have listened. */
  readonly ports: ReadonlySet<number>;
  /** The command lines of the window's processes that still run, also where their parent has changed. */
  left(): string[];
  end(): void;
}

const LOOK_EVERY = 100;
/** The number of looks at processes for each look at sockets, for which the kernel walks through a long table. */
const LOOKS_TO_ONE_AT_SOCKETS = 10;

interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** The start, in ticks since the machine's start. Together with the id it identifies a process for ever. */
  readonly begun: string;
  /** The command line of the program that it runs now. */
  readonly name: string;
}

/** Watches every process that is started in a window, without the window's own shell. */
export function watchProcesses(window: number): Watch {
  const commandLines = new Set<string>();
  const ports = new Set<number>();
  const begun = new Map<number, string>();
  const read = new Map<number, string>();
  let known: ReadonlyMap<string, number> = new Map();
  let shell: number | undefined;
  let looks = 0;

  const look = (): void => {
    const listening = looks++ % LOOKS_TO_ONE_AT_SOCKETS === 0 ? listeners() : known;
    const isNew = [...listening.keys()].some((inode) => !known.has(inode));
    known = listening;
    for (const { pid, parent, begun: time, name } of running()) {
      // It changes with the program.
      if (read.get(pid) !== `${time} ${name}`) commandLines.add(commandLine(pid));
      read.set(pid, `${time} ${name}`);
      if (parent === window) shell = pid;
      else if (parent === shell || begun.has(parent)) begun.set(pid, time);
      if (isNew && begun.get(pid) === time) for (const port of portsOf(pid, listening)) ports.add(port);
    }
  };
  const timer = setInterval(look, LOOK_EVERY);
  return {
    commandLines,
    ports,
    left: () =>
      running().flatMap(({ pid, begun: time }) => (begun.get(pid) === time ? [commandLine(pid)] : [])),
    end: () => clearInterval(timer),
  };
}

/** Every process but zombies, sorted by id. @see proc_pid_stat(5) */
function running(): Seen[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const stat = contents(`/proc/${pid}/stat`);
    // The name in brackets may hold any character.
    const end = stat.lastIndexOf(')');
    const [state, parent, ...rest] = stat.slice(end + 2).split(' ');
    const time = rest[17];
    if (state === undefined || state === 'Z' || time === undefined) return [];
    return [
      { pid: Number(pid), parent: Number(parent), begun: time, name: stat.slice(stat.indexOf('('), end) },
    ];
  });
}

function commandLine(pid: number): string {
  return contents(`/proc/${pid}/cmdline`).replaceAll('\0', ' ');
}

/** The port of each listening socket, by its inode. @see proc_net_tcp(5) */
function listeners(): Map<string, number> {
  const lines = ['tcp', 'tcp6'].flatMap((file) => contents(`/proc/net/${file}`).split('\n').slice(1));
  return new Map(
    lines.flatMap((line) => {
      const [, local, , state, , , , , , inode] = line.trim().split(/\s+/);
      if (local === undefined || inode === undefined || state !== '0A') return [];
      return [[inode, Number.parseInt(local.slice(local.lastIndexOf(':') + 1), 16)]];
    }),
  );
}

function portsOf(pid: number, listening: ReadonlyMap<string, number>): number[] {
  return quietly(() => readdirSync(`/proc/${pid}/fd`), []).flatMap((fd) => {
    const link = quietly(() => readlinkSync(`/proc/${pid}/fd/${fd}`), '');
    const [, inode = ''] = /^socket:\[(\d+)\]$/.exec(link) ?? [];
    return listening.get(inode) ?? [];
  });
}

function contents(file: string): string {
  return quietly(() => readFileSync(file, 'latin1'), '');
}

/** A process may end while it is looked at. */
function quietly<T>(look: () => T, otherwise: T): T {
  try {
    return look();
  } catch {
    return otherwise;
  }
}
