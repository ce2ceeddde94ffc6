import { execa } from 'execa';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Everything that runs. A zombie does not: nobody has looked at its end yet, that is all. */
export async function processes(): Promise<readonly Process[]> {
  const { stdout } = await execa('ps', ['-axww', '-o', 'pid=,ppid=,stat=,args=']);
  return stdout.split('\n').flatMap((line) => {
    const [, pid, parent, state = '', command = ''] = /^\s*(\d+)\s+(\d+)\s+(\S+)\s+(.*)$/.exec(line) ?? [];
    return state.startsWith('Z') ? [] : [{ pid: Number(pid), parent: Number(parent), command }];
  });
}

export async function isRunning(pid: number): Promise<boolean> {
  return (await processes()).some((process) => process.pid === pid);
}
