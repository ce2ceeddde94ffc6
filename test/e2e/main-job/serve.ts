import { execa } from 'execa';
import { onExit } from 'signal-exit';
import type { Clone } from '../clone.ts';
import { sourcedVariables } from '../secrets.ts';
import { terminal } from '../user.ts';

export interface OtherTerminal {
  /** Ctrl-C. */
  interrupt(): void;
  readonly ended: Promise<unknown>;
}

/** Types `npx nx run registries:serve` in a terminal that stays open. */
export async function serveInAnotherTerminal(clone: Clone): Promise<OtherTerminal> {
  const npx = execa('npx', ['nx', 'run', 'registries:serve'], {
    cwd: clone.root,
    env: { ...terminal(clone), NX_DAEMON: 'false', NX_TUI: 'false' },
    extendEnv: false,
    stdin: 'ignore',
    all: true,
    reject: false,
    detached: true,
  });
  const interrupt = (): void => {
    if (npx.pid !== undefined) process.kill(-npx.pid, 'SIGINT');
  };
  const forget = onExit(interrupt);
  const ended = npx.then(({ all }) => {
    forget();
    return all;
  });
  await Promise.race([sourcedVariables(clone), ended.then((all) => Promise.reject(new Error(all)))]);
  return { interrupt, ended };
}
