import { existsSync } from 'node:fs';
import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';

/** The folder that pins staticcheck: as a `tool` of its own module, so that no user of an SDK inherits it. */
export const STATICCHECK = 'tools/staticcheck';

/** Returns a project's commands: the user's `go`, and staticcheck if the workspace has it. */
export async function goOwnCommands(folder: string, workspaceRoot: string): Promise<OwnCommands> {
  const pin = path.join(workspaceRoot, STATICCHECK, 'go.mod');
  const modFile = `-modfile=${path.relative(folder, pin)}`;
  return {
    build: [['go', 'build', './...']],
    lint: [
      ['go', 'vet', './...'],
      ...(existsSync(pin) ? [['go', 'tool', modFile, 'staticcheck', './...'] as const] : []),
      ['gofmt', '-d', '.'],
    ],
    lintPins: [STATICCHECK],
    // Go's own test cache ignores processes that a test starts, such as the contract's server.
    test: [['go', 'test', '-count=1', './...']],
    outputs: [],
    namedOutputs: [],
  };
}
