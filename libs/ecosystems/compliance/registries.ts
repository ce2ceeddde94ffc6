import path from 'node:path';
import { type InternalNames, readUploads, startRegistries } from '@ameideio/local-registries';
import type { Environment } from '../src/environment.ts';
import { type Certificate, newCertificate, trust } from '../src/world/testing/certificate.ts';
import { temporaryFolder } from '../src/world/testing/temporary-folder.ts';
import { withUpstream } from './environments.ts';
import type { Fixture } from './fixture.ts';
import type { Bend } from './plain/plain-part.ts';
import { type SeenRequest, startPlainRegistry } from './plain/plain-registry.ts';

/** The kinds of registries that the suite runs on: the embedded ones, and the plainest server that is allowed. */
export type Kind = 'embedded' | 'plain';

/** Running registries of one kind, one for each ecosystem. */
export interface Registries {
  readonly environment: Environment;
  /** An empty folder for the suite's own files. */
  readonly folder: string;
  /** The certificate of a server that replaces the registries. */
  readonly certificate: Certificate | undefined;
  /** Lists what they have logged of a package's uploads: `created` for each accepted one. */
  uploads(ecosystem: string, name: string): Promise<readonly string[]>;
  /**
   * Changes the answers of an ecosystem's registry until it is disposed of; undefined for registries that can't be
   * changed.
   */
  readonly bend?: (ecosystem: string, bend: Bend) => Disposable;
  /** All requests so far; empty for registries that don't tell. */
  readonly seen: readonly SeenRequest[];
}

export type RunningRegistries = Registries & AsyncDisposable;

/** The words for the names of packages: the registries learn these names when they start. */
export const WORDS = Array.from({ length: 40 }, (_, index) => `sdk-${index + 1}`);

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..', '..');

function internalNames(fixtures: readonly Fixture[]): InternalNames {
  return Object.fromEntries(fixtures.map(({ ecosystem, name }) => [ecosystem.id, WORDS.map(name)]));
}

/** Starts the embedded registries in a temporary folder. */
export async function startForFixtures(fixtures: readonly Fixture[]): Promise<RunningRegistries> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder('compliance')).path;
  const stateFolder = path.join(folder, 'registries');
  const registries = await startRegistries({
    workspaceRoot: WORKSPACE,
    stateFolder,
    environmentFile: path.join(folder, 'registries.env'),
    internal: internalNames(fixtures),
  });
  stack.defer(() => registries.stop());
  const started = stack.move();
  return {
    environment: registries.environment,
    folder: path.join(folder, 'suite'),
    certificate: undefined,
    async uploads(ecosystem, name) {
      const logged = await readUploads(stateFolder);
      const own = logged.filter((upload) => upload.ecosystem === ecosystem && upload.name === name);
      return own.map(({ outcome }) => outcome);
    },
    seen: [],
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}

/**
 * Starts the plain registry, which this process trusts until its end. Third parties come from other registries, through
 * the router.
 *
 * @param upstream the variables of the other registries.
 */
export async function startPlainForFixtures(
  fixtures: readonly Fixture[],
  upstream: Environment,
): Promise<RunningRegistries> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.use(await temporaryFolder('compliance')).path;
  const certificate = await newCertificate(folder);
  stack.use(trust(certificate));
  // Without digests it is harder to publish; end-to-end tests cover the one with digests.
  const registry = stack.use(await startPlainRegistry({ certificate, digests: false }));
  const started = stack.move();
  return {
    environment: withUpstream(
      registry.environment,
      upstream,
      fixtures.map(({ ecosystem }) => ecosystem),
    ),
    folder: path.join(folder, 'suite'),
    certificate,
    uploads: async (ecosystem, name) => registry.uploads(ecosystem, name),
    bend: registry.bend,
    seen: registry.seen,
    async [Symbol.asyncDispose]() {
      await started.disposeAsync();
      if (registry.betrayed.length > 0)
        throw new Error(`A credential went to another host: ${registry.betrayed.join(', ')}`);
    },
  };
}
