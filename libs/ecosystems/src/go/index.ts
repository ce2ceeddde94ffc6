import type { Ecosystem } from '../ecosystem.ts';
import { acceptsGo } from './accepts.ts';
import { readGoManifest, VERSION_FILE } from './manifest.ts';
import { goOwnCommands } from './own-commands.ts';
import { PRIVATE_SETTINGS } from './private-patterns.ts';
import { goRegistry } from './registry.ts';
import { sharedGoInputs } from './shared-inputs.ts';
import { parseGo, spellGo } from './spell.ts';
import { variables } from './variables.ts';

/** Go modules, on any registry that speaks the GOPROXY protocol and accepts a zip by PUT. */
export const go: Ecosystem = {
  id: 'go',
  language: 'go',
  manifestFiles: 'go.mod',
  versionFile: VERSION_FILE,
  filesPerVersion: 1,
  variables,
  // A module zip holds only regular files. @see https://go.dev/ref/mod#zip-path-size-constraints
  links: 'left-out',
  servicesStateOutputs: false,
  sharedInputs: sharedGoInputs,
  toolPins: ['libs/ecosystems/src/go/modzip'],
  clients: [['go', 'env', 'GOVERSION', 'GOHOSTOS', 'GOHOSTARCH', 'CGO_ENABLED', ...PRIVATE_SETTINGS]],
  readManifest: readGoManifest,
  spell: spellGo,
  parse: parseGo,
  registry: goRegistry,
  ownCommands: goOwnCommands,
  // Loaded on demand: a process of Nx needs one of these.
  route: async () => (await import('./route.ts')).goRoute,
  pack: async (request) => (await import('./pack.ts')).packGo(request),
  smoke: async (request) => (await import('./smoke.ts')).smokeGo(request),
  fetchThirdParty: async (request) => (await import('./third-party.ts')).fetchGoThirdParty(request),
  accepts: acceptsGo,
  forbiddenSources: async (workspaceRoot, service, sdks) =>
    (await import('./forbidden-sources.ts')).findForbiddenGoSources(workspaceRoot, service, sdks),
  resolve: async (request) => (await import('./resolve.ts')).resolveGo(request),
  readSelected: async (resolved, sdks) => (await import('./selected.ts')).readSelectedGo(resolved, sdks),
  runService: async (request) => (await import('./run-service.ts')).runGoService(request),
  installService: async (request) => (await import('./install-service.ts')).installGoService(request),
};
