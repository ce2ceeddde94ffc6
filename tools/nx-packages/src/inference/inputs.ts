import { readdirSync } from 'node:fs';
import path from 'node:path';
import type { Ecosystem } from '@ameideio/ecosystems';
import type { TargetConfiguration } from '@nx/devkit';
import { type ProjectType, WORKSPACE_FILE } from '../workspace/read-workspace.ts';

type Inputs = NonNullable<TargetConfiguration['inputs']>;
type Input = Inputs[number];

const pluginRoot = path.resolve(import.meta.dirname, '..', '..');
/** The folder of the plugin that is in no cache key: it only shows what was done, and no kept result depends on it. */
const IN_NO_CACHE_KEY = 'presentation';

/**
 * What the pipeline itself is made of, and what the list of projects says of this one. A plugin's code is not in Nx's
 * hash of its targets, so it is named: as sources where the plugin runs from the workspace, as a package where it was
 * installed.
 */
export function pipelineInputs(workspaceRoot: string, project: string): Inputs {
  const own = path.relative(workspaceRoot, pluginRoot);
  const list = { json: `{workspaceRoot}/${WORKSPACE_FILE}`, fields: [`projects.${project}`] };
  if (own.startsWith('..') || own.split(path.sep).includes('node_modules')) {
    return [list, { externalDependencies: ['@ameideio/nx-packages'] }];
  }
  const parts = readdirSync(path.join(pluginRoot, 'src')).filter((part) => part !== IN_NO_CACHE_KEY);
  const sources = [
    ...parts.map((part) => path.join(own, 'src', part)),
    'libs/ecosystems/src',
    'libs/version-manifest/src',
  ];
  const tests = sources.map((folder) => `!{workspaceRoot}/${folder}/**/*.test.ts`);
  return [list, ...pathInputs(sources), ...tests];
}

/** What `default` is made of where it is not all of a project's files: of the contract no README shapes anything. */
export function namedInputsOf(type: ProjectType): Record<string, Inputs> {
  return type === 'contract' ? { default: ['{projectRoot}/**/*', '!{projectRoot}/**/*.md'] } : {};
}

/** What one of the files of `runtime` finds of a project or of paths; the same words on every machine. */
export function runtimeInput(
  workspaceRoot: string,
  what: 'inputs-state' | 'gate-digest' | 'consumed-digest',
  ...of: string[]
): Input {
  const print = path.relative(workspaceRoot, path.join(pluginRoot, 'src', 'runtime', 'print.mjs'));
  return { runtime: ['node', print, what, ...of].map(quoted).join(' ') };
}

/** The versions of the ecosystem's client and the platform. */
export function clientInputs({ clients }: Ecosystem): Inputs {
  return clients.map((command) => ({ runtime: command.map(quoted).join(' ') }));
}

/** Files or folders, from the workspace's root, as Nx names them: a folder stands for all below it. */
export function pathInputs(paths: readonly string[]): Inputs {
  return paths.flatMap((one) => [`{workspaceRoot}/${one}`, `{workspaceRoot}/${one}/**/*`]);
}

/** What says where an ecosystem's artifacts are downloaded from, and those of third parties; no credential. */
export function addressInputs({ variables }: Ecosystem): Inputs {
  const origins = variables.filter(
    ({ neededFor, holds }) =>
      ['address', 'upstream', 'internal'].includes(neededFor) && ['url', 'patterns'].includes(holds),
  );
  return origins.map(({ name }) => ({ env: name }));
}

/** The packed manifests of all SDKs that a task stands on. */
export const packedManifests: Input = {
  dependentTasksOutputFiles: '**/packed.json',
  transitive: true,
};

function quoted(word: string): string {
  return /^[\w./=-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
