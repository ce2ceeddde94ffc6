import { setTimeout as wait } from 'node:timers/promises';
import { BY_FORCE, endProcesses } from '@ameideio/ecosystems';
import { execa } from 'execa';

export interface Process {
  readonly pid: number;
  /** Its arguments and its environment. */
  readonly text: string;
}

/** Every process that was started in a folder: its arguments or its environment name the folder. */
export async function processesOf(folder: string): Promise<Process[]> {
  const { stdout } = await execa('ps', ['axeww', '-o', 'pid=,args=']);
  return stdout
    .split('\n')
    .filter((line) => line.includes(folder))
    .map((line) => ({ pid: Number.parseInt(line, 10), text: line }));
}

/** Kills every process that a test left behind. */
export async function endProcessesOf(folder: string): Promise<void> {
  const left = (await processesOf(folder)).map(({ pid }) => pid);
  await endProcesses(left, BY_FORCE);
}

/** Calls a function again until it gives an answer. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined> | T | undefined,
  seconds = 300,
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > end) throw new Error(`${what} did not come within ${seconds} s.`);
    await wait(100);
  }
}
