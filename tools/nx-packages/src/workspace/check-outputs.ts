import { outputPattern } from '@ameideio/ecosystems';
import type { WorkspaceProject } from './read-workspace.ts';

/**
 * What is wrong with the outputs that an entry of `workspace.json` states, in a sentence each. An SDK and a service may
 * write into their own folder alone: their packages hold nothing else.
 */
export function checkOutputs({
  name,
  root,
  type,
  outputs = [],
}: Pick<WorkspaceProject, 'name' | 'root' | 'type' | 'outputs'>): string[] {
  return outputs.flatMap((output, index) => {
    const refuse = (rule: string): string[] => [
      `in the project "${name}", the field "outputs.${index}" is "${output}", but ${rule}.`,
    ];
    const parsed = outputPattern(output, root, name);
    if (parsed === undefined)
      return refuse(
        'an output begins with {projectRoot}/ or {workspaceRoot}/, after a "!" where it takes away',
      );
    if (parsed.negated || (type !== 'sdk' && type !== 'service')) return [];
    if (parsed.pattern === root) return refuse('that is the whole project: name what "build" writes in it');
    return parsed.base === root || parsed.base.startsWith(`${root}/`)
      ? []
      : refuse(`"build" of an SDK or a service must write below its own folder, {projectRoot} (${root})`);
  });
}
