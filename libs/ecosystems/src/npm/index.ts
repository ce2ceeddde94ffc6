import type { Ecosystem } from '../ecosystem.ts';
import { acceptsNpm } from './accepts.ts';
import { readNpmManifest } from './manifest.ts';
import { npmOwnCommands } from './own-commands.ts';
import { PACKAGE_JSON } from './package-json.ts';
import { npmRegistry } from './registry.ts';
import { parseNpm, spellNpm } from './spell.ts';
import { variables } from './variables.ts';

/** npm packages for TypeScript, on any registry that speaks npm's protocol. */
export const npm: Ecosystem = {
  id: 'npm',
  language: 'ts',
  manifestFiles: PACKAGE_JSON,
  versionFile: PACKAGE_JSON,
  filesPerVersion: 1,
  variables,
  links: 'followed',
  servicesStateOutputs: true,
  // package-lock.json pins Node, npm, the compiler and the packer.
  sharedInputs: () => [],
  toolPins: ['package-lock.json'],
  clients: [
    ['node', '-p', 'process.version+process.platform+process.arch'],
    ['npm', '--version'],
  ],
  readManifest: readNpmManifest,
  spell: spellNpm,
  parse: parseNpm,
  registry: npmRegistry,
  ownCommands: npmOwnCommands,
  // Loaded on demand: a process of Nx needs one of these.
  route: async () => (await import('./route.ts')).npmRoute,
  pack: async (request) => (await import('./pack.ts')).packNpm(request),
  smoke: async (request) => (await import('./smoke.ts')).smokeNpm(request),
  fetchThirdParty: async (request) => (await import('./third-party.ts')).fetchNpmThirdParty(request),
  accepts: acceptsNpm,
  forbiddenSources: async (workspaceRoot, service, sdks) =>
    (await import('./forbidden-sources.ts')).findForbiddenNpmSources(workspaceRoot, service, sdks),
  resolve: async (request) => (await import('./resolve.ts')).resolveNpm(request),
  readSelected: async (resolved, sdks) => (await import('./selected.ts')).readSelectedNpm(resolved, sdks),
  runService: async (request) => (await import('./run-service.ts')).runNpmService(request),
  installService: async (request) => (await import('./install-service.ts')).installNpmService(request),
};
