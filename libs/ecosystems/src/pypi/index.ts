import { spellPypi } from '@ameideio/version-manifest';
import { satisfies } from '@renovatebot/pep440';
import type { Ecosystem } from '../ecosystem.ts';
import { readPypiManifest } from './manifest.ts';
import { ownPypiCommands } from './own-commands.ts';
import { PYPROJECT } from './pyproject.ts';
import { pypiRegistry } from './registry.ts';
import { PYTHON } from './uv.ts';
import { variables } from './variables.ts';

/** Python packages, on any server of the simple index that takes the legacy upload. */
export const pypi: Ecosystem = {
  id: 'pypi',
  language: 'python',
  manifestFile: PYPROJECT,
  versionFile: PYPROJECT,
  filesPerVersion: 2,
  variables,
  toolPins: ['requirements.txt'],
  clients: [
    ['uv', '--version'],
    [PYTHON, '-VV'],
  ],
  readManifest: readPypiManifest,
  spell: spellPypi,
  registry: pypiRegistry,
  ownCommands: ownPypiCommands,
  // Loaded when it is asked for: a process of Nx's does one of these.
  pack: async (request) => (await import('./pack.ts')).packPypi(request),
  smoke: async (request) => (await import('./smoke.ts')).smokePypi(request),
  fetchThirdParty: async (request) => (await import('./third-party.ts')).fetchPypiThirdParty(request),
  // PEP 440 alone: no other syntax of ranges.
  accepts: (range, base) => satisfies(base, range),
  forbiddenSources: async (workspaceRoot, service) =>
    (await import('./forbidden-sources.ts')).forbiddenPypiSources(workspaceRoot, service),
  resolve: async (request) => (await import('./resolve.ts')).resolvePypi(request),
  selected: async (resolved, sdks) => (await import('./lock.ts')).selectedPypi(resolved, sdks),
  runService: async (request) => (await import('./run-service.ts')).runPypiService(request),
  installService: async (request) => (await import('./run-service.ts')).installPypiService(request),
};
