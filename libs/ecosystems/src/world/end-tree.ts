import { spawnSync } from 'node:child_process';

/**
 * Ends a process and all that it has started, by force. They are found by their parents and not by a process group of
 * their own, since a Ctrl-C in the terminal must reach them too.
 */
export function endTree(root: number): void {
  const { stdout } = spawnSync('ps', ['-ax', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = (stdout ?? '').split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const children = Map.groupBy(pairs, ([, parent]) => parent);
  const tree = [root];
  for (const pid of tree) tree.push(...(children.get(pid) ?? []).flatMap(([child]) => child ?? []));
  for (const pid of tree) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}
