import type { Ecosystem } from '../ecosystem.ts';
import { acceptsPypi } from './accepts.ts';
import { readPypiManifest } from './manifest.ts';
import { pypiOwnCommands } from './own-commands.ts';
import { PYPROJECT } from './pyproject.ts';
import { pypiRegistry } from './registry.ts';
import { parsePypi, spellPypi } from './spell.ts';
import { PYTHON } from './uv.ts';
import { variables } from './variables.ts';

/** Python packages, on any registry with the simple index and the legacy upload API. */
export const pypi: Ecosystem = {
  id: 'pypi',
  language: 'python',
  manifestFiles: PYPROJECT,
  versionFile: PYPROJECT,
  filesPerVersion: 2,
  variables,
  links: 'followed',
  servicesStateOutputs: false,
  sharedInputs: () => [],
  toolPins: ['requirements.txt'],
  clients: [
    ['uv', '--version'],
    [PYTHON, '-VV'],
  ],
  readManifest: readPypiManifest,
  spell: spellPypi,
  parse: parsePypi,
  registry: pypiRegistry,
  ownCommands: pypiOwnCommands,
  // Loaded on demand: a process of Nx needs one of these.
  route: async () => (await import('./route.ts')).pypiRoute,
  pack: async (request) => (await import('./pack.ts')).packPypi(request),
  smoke: async (request) => (await import('./smoke.ts')).smokePypi(request),
  fetchThirdParty: async (request) => (await import('./third-party.ts')).fetchPypiThirdParty(request),
  accepts: acceptsPypi,
  forbiddenSources: async (workspaceRoot, service) =>
    (await import('./forbidden-sources.ts')).findForbiddenPypiSources(workspaceRoot, service),
  resolve: async (request) => (await import('./resolve.ts')).resolvePypi(request),
  readSelected: async (resolved, sdks) => (await import('./selected.ts')).readSelectedPypi(resolved, sdks),
  runService: async (request) => (await import('./run-service.ts')).runPypiService(request),
  installService: async (request) => (await import('./install-service.ts')).installPypiService(request),
};
