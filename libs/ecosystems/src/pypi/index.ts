import { spellPypi } from '@ameideio/version-manifest';
import { satisfies } from '@renovatebot/pep440';
import type { Ecosystem } from '../ecosystem.ts';
import { forbiddenPypiSources } from './forbidden-sources.ts';
import { selectedPypi } from './lock.ts';
import { readPypiManifest } from './manifest.ts';
import { ownPypiCommands } from './own-commands.ts';
import { packPypi } from './pack.ts';
import { PYPROJECT } from './pyproject.ts';
import { pypiRegistry } from './registry.ts';
import { resolvePypi } from './resolve.ts';
import { installPypiService, runPypiService } from './run-service.ts';
import { smokePypi } from './smoke.ts';
import { fetchPypiThirdParty } from './third-party.ts';
import { PYTHON } from './uv.ts';
import { variables } from './variables.ts';

/** Python packages, on any server of the simple index that takes the legacy upload. */
export const pypi: Ecosystem = {
  id: 'pypi',
  language: 'python',
  manifestFile: PYPROJECT,
  filesPerVersion: 2,
  variables,
  toolPins: ['requirements.txt'],
  clients: [
    ['uv', '--version'],
    [PYTHON, '-VV'],
  ],
  readManifest: readPypiManifest,
  spell: spellPypi,
  ownCommands: ownPypiCommands,
  pack: packPypi,
  registry: pypiRegistry,
  smoke: smokePypi,
  fetchThirdParty: fetchPypiThirdParty,
  // PEP 440 alone: no other syntax of ranges.
  accepts: (range, base) => satisfies(base, range),
  forbiddenSources: forbiddenPypiSources,
  resolve: resolvePypi,
  selected: selectedPypi,
  runService: runPypiService,
  installService: installPypiService,
};
