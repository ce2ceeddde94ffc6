import { afterAll, describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { CLOSED_WINDOW, CTRL_C, type Ending, EVERY_ENDING, end, killed, npmKilled } from '../ending.ts';
import { npmStart, npmStarted } from '../npm-start.ts';
import { filesThatHold, secretsAmong, sourcedVariables, textsThatHold, written } from '../secrets.ts';
import { tableOf } from '../table.ts';
import type { WarmClone } from './warm-clone.ts';

/** The words that mark the begin of each phase, in the order of a run. */
const PHASES: Readonly<Record<string, string>> = {
  registries: '> node tools/main-job/src/start.ts',
  mirrors: '▶ registries:mirror-smoke',
  pack: '▶ sdk-go:pack',
  test: '▶ sdk-go:test',
  publish: '▶ sdk-go:publish',
  smoke: '▶ sdk-go:smoke',
  consume: '▶ organization-audit:consume',
  build: '▶ organization-audit:build',
  summary: "Every task's whole output",
};

interface KindOfEnding extends Ending {
  /** Phases in which the process to kill does not run. */
  readonly notIn: readonly string[];
}

const everywhere = { notIn: [] };
const nx = 'Error [COMMAND_FAILED]: Nx ';
const whileNxRuns = { notIn: ['registries', 'summary'] };
const registry = 'Error [REGISTRY_UNAVAILABLE]: ';
const beforeTheEnd = { notIn: ['summary'] };

const ENDINGS: Readonly<Record<string, KindOfEnding>> = {
  'Ctrl-C': { ...CTRL_C, ...everywhere },
  'closing the window': { ...CLOSED_WINDOW, ...everywhere },
  'kill npm': { ...npmKilled('SIGTERM'), ...everywhere },
  'kill -9 npm': { ...npmKilled('SIGKILL'), ...everywhere },
  'kill Nx': { ...killed('Nx', 'SIGTERM', nx), ...whileNxRuns },
  'kill -9 Nx': { ...killed('Nx', 'SIGKILL', nx), ...whileNxRuns },
  'kill the Go registry': { ...killed('the Go registry', 'SIGTERM', registry), ...beforeTheEnd },
  'kill -9 Verdaccio': { ...killed('Verdaccio', 'SIGKILL', registry), ...beforeTheEnd },
  'kill -9 devpi': { ...killed('devpi', 'SIGKILL', registry), ...beforeTheEnd },
};

interface Case {
  readonly how: string;
  readonly phase: string;
  /** Whether the run needs new work; otherwise it goes on where the last one was ended. */
  readonly newWork: boolean;
}

/** What ends the run from outside, Nx and a registry, each in another phase. `npm run endings` has all of them in all phases. */
const CHAIN: readonly Case[] = [
  { how: 'kill -9 devpi', phase: 'registries', newWork: false },
  { how: 'Ctrl-C', phase: 'pack', newWork: true },
  { how: 'kill Nx', phase: 'test', newWork: true },
  { how: 'kill -9 npm', phase: 'publish', newWork: false },
  { how: 'kill the Go registry', phase: 'build', newWork: false },
  { how: 'closing the window', phase: 'summary', newWork: false },
];
const MATRIX: readonly Case[] = Object.keys(PHASES).flatMap((phase) =>
  Object.entries(ENDINGS).flatMap(([how, { notIn }]) =>
    notIn.includes(phase) ? [] : [{ how, phase, newWork: true }],
  ),
);

/** Gives the next run new work, from the tests of the Go SDK to those of its consumer. */
async function newWork(clone: Clone): Promise<void> {
  await clone.edit('sdks/go/client_test.go', 'package ', `// Work ${Date.now()}.\npackage `);
}

export function endings(warm: () => WarmClone): void {
  describe('npm start that is ended during its work', () => {
    afterAll(() => warm().clone.reset());

    test.each(EVERY_ENDING ? MATRIX : CHAIN)('ends all of it on $how in the phase "$phase"', async (one) => {
      const { clone } = warm();
      const [ending, words] = [ENDINGS[one.how], PHASES[one.phase]];
      if (ending === undefined || words === undefined) throw new Error('There is no such case.');
      if (one.newWork) await newWork(clone);

      const begun = Date.now();
      const start = npmStart(clone);
      const secrets =
        one.phase === 'registries' ? [] : secretsAmong(await start.meanwhile(sourcedVariables(clone)));
      await start.says(words);
      await end(clone, start, ending);
      if (one.phase !== 'summary') expect(tableOf(start.output())).toEqual([]);
      expect(textsThatHold([start.output(), ...start.watch.commandLines], secrets)).toEqual([]);
      expect(await filesThatHold(written(clone), secrets, begun)).toEqual([]);
      await start.close();
    });

    test('leaves nothing that stops the next run', async () => {
      const { exitCode, output } = await npmStarted(warm().clone);
      expect(exitCode, output).toBe(0);
      expect(tableOf(output)).toHaveLength(3);
    });
  });
}
