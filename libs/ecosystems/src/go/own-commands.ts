import { existsSync } from 'node:fs';
import path from 'node:path';
import type { OwnCommands } from '../ecosystem.ts';

/** Where a workspace pins staticcheck: a `tool` of a module of its own, so that no user of an SDK inherits it. */
export const STATICCHECK = 'tools/staticcheck';

/** With the user's `go`, and staticcheck where the workspace has it. */
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
    // Go's own test cache does not see what a test starts, such as the contract's server.
    test: [['go', 'test', '-count=1', './...']],
    outputs: [],
    namedOutputs: [],
  };
}
