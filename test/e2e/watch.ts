import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** What /proc showed of a window's processes, looked at again and again. */
export interface Watch {
  /** The command line of every process of the machine, whosever it was. */
  readonly commandLines: ReadonlySet<string>;
  /** The ports that those of the window have listened on. */
  readonly ports: ReadonlySet<number>;
  /** The command lines of those that are there still, wherever they have gone from below the window. */
  left(): string[];
  end(): void;
}

const LOOK_EVERY = 100;
/** How many looks at processes there are to one at sockets, for which the kernel walks through a long table. */
const LOOKS_TO_ONE_AT_SOCKETS = 10;

interface Seen {
  readonly pid: number;
  readonly parent: number;
  /** In ticks since the machine's start: with the id it names one process for all time. */
  readonly begun: string;
  /** Of the program that it runs now. */
  readonly name: string;
}

/** Watches whatever is started in a window. Its own shell does not count. */
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

/** Every process, parents before children that have a greater id; zombies are none. See proc_pid_stat(5). */
function running(): Seen[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => {
    const stat = contents(`/proc/${pid}/stat`);
    // The name in brackets may hold anything.
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

/** The port of each listening socket by its inode. See proc_net_tcp(5). */
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
