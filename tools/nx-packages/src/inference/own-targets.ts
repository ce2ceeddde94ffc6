import type { CommandLine } from '@ameideio/ecosystems';
import type { TargetConfiguration } from '@nx/devkit';
import type { WorkspaceProject } from '../workspace/read-workspace.ts';
import { clientInputs, pathInputs, pipelineInputs } from './inputs.ts';
import type { ProjectFacts } from './project-facts.ts';
import type { Targets } from './target.ts';

/** `build`, `lint` and `test` of a project that does its own work: an SDK, a tool, the contract. */
export function ownTargets(
  workspaceRoot: string,
  { name, extraInputs }: WorkspaceProject,
  { ecosystem, own, outputs, linkTargets }: ProjectFacts,
): Targets {
  const { build, lint, lintPins, test } = own;
  const inputs = [
    'default',
    '^default',
    ...pathInputs([...extraInputs, ...linkTargets, ...ecosystem.toolPins]),
    ...clientInputs(ecosystem),
    ...pipelineInputs(workspaceRoot, name),
  ];
  // Without the configuration `release`, which would be another key: a release takes its snapshot's results.
  const target = (commands: readonly CommandLine[], more: TargetConfiguration = {}): TargetConfiguration => ({
    executor: '@ameideio/nx-packages:commands',
    cache: true,
    options: { commands },
    inputs,
    ...more,
  });
  return {
    ...(build.length > 0 && { build: target(build, { outputs: [...outputs] }) }),
    ...(lint.length > 0 && { lint: target(lint, { inputs: [...inputs, ...pathInputs(lintPins)] }) }),
    ...(test.length > 0 && { test: target(test) }),
  };
}
