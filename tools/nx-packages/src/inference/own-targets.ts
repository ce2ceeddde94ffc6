import path from 'node:path';
import type { CommandLine, Ecosystem } from '@ameideio/ecosystems';
import type { TargetConfiguration } from '@nx/devkit';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { clientInputs, pathInputs, pipelineInputs } from './inputs.ts';
import { cached, type Targets } from './target.ts';

/** `build`, `lint` and `test` of a project that does its own work: an SDK, a tool, the contract. */
export async function ownTargets(
  workspaceRoot: string,
  { name, root }: WorkspaceProject,
  ecosystem: Ecosystem,
): Promise<Targets> {
  const folder = path.join(workspaceRoot, root);
  const { build, lint, lintPins, test, outputs } = await ecosystem.ownCommands(folder, workspaceRoot);
  const inputs = [
    'default',
    '^default',
    ...pathInputs(ecosystem.toolPins),
    ...clientInputs(ecosystem),
    ...pipelineInputs(workspaceRoot, name),
  ];
  const target = (commands: readonly CommandLine[], more: TargetConfiguration = {}): TargetConfiguration =>
    cached({ executor: '@ameideio/nx-packages:commands', options: { commands }, inputs, ...more });
  return {
    ...(build.length > 0 && {
      build: target(build, { outputs: outputs.map((output) => `{projectRoot}/${output}`) }),
    }),
    ...(lint.length > 0 && { lint: target(lint, { inputs: [...inputs, ...pathInputs(lintPins)] }) }),
    ...(test.length > 0 && { test: target(test) }),
  };
}
