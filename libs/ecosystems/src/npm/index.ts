import { spellNpm } from '@ameideio/version-manifest';
import type { Ecosystem } from '../ecosystem.ts';
import { forbiddenNpmSources } from './forbidden-sources.ts';
import { selectedNpm } from './lock.ts';
import { npmOwnCommands } from './own-commands.ts';
import { packNpm } from './pack.ts';
import { PACKAGE_JSON, readNpmManifest } from './package-json.ts';
import { npmRegistry } from './registry.ts';
import { acceptsNpm } from './requirement-source.ts';
import { resolveNpm } from './resolve.ts';
import { installNpmService, runNpmService } from './run-service.ts';
import { smokeNpm } from './smoke.ts';
import { fetchNpmThirdParty } from './third-party.ts';
import { variables } from './variables.ts';

/** npm packages for TypeScript, on any server of the npm registry's protocol. */
export const npm: Ecosystem = {
  id: 'npm',
  language: 'ts',
  manifestFile: PACKAGE_JSON,
  filesPerVersion: 1,
  variables,
  // The lock pins Node, npm, the compiler and the packer.
  toolPins: ['package-lock.json'],
  clients: [
    ['node', '-p', 'process.version+process.platform+process.arch'],
    ['npm', '--version'],
  ],
  readManifest: readNpmManifest,
  spell: spellNpm,
  ownCommands: npmOwnCommands,
  pack: packNpm,
  registry: npmRegistry,
  smoke: smokeNpm,
  fetchThirdParty: fetchNpmThirdParty,
  accepts: acceptsNpm,
  forbiddenSources: forbiddenNpmSources,
  resolve: resolveNpm,
  selected: selectedNpm,
  runService: runNpmService,
  installService: installNpmService,
};
