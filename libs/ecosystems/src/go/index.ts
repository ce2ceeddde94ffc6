import { spellGo } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { acceptsGo, installGoService, resolveGo, runGoService, selectedGo } from './consume.ts';
import { forbiddenGoSources } from './forbidden-sources.ts';
import { readGoManifest } from './manifest.ts';
import { goOwnCommands } from './own-commands.ts';
import { packGo } from './pack.ts';
import { goRegistry } from './registry.ts';
import { smokeGo } from './smoke.ts';
import { fetchGoThirdParty } from './third-party.ts';
import { variables } from './variables.ts';

/** Go modules, on any server of the GOPROXY protocol that takes a zip by PUT. */
export const go: Ecosystem = {
  id: 'go',
  language: 'go',
  manifestFile: 'go.mod',
  filesPerVersion: 1,
  variables,
  toolPins: ['libs/ecosystems/src/go/modzip'],
  clients: [['go', 'version']],
  readManifest: readGoManifest,
  spell: spellGo,
  ownCommands: goOwnCommands,
  pack: packGo,
  registry: goRegistry,
  smoke: smokeGo,
  fetchThirdParty: fetchGoThirdParty,
  accepts: acceptsGo,
  forbiddenSources: forbiddenGoSources,
  resolve: resolveGo,
  selected: selectedGo,
  runService: runGoService,
  installService: installGoService,
};
