import { execa } from 'execa';

export interface Process {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** Lists all running processes. A zombie does not run: only its parent has not noticed its end. */
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
