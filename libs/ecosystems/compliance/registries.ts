import path from 'node:path';
import { startRegistries } from '@ameideio/local-registries';
import type { Environment } from '../src/environment.ts';
import { temporaryFolder } from '../src/world/testing/temporary-folder.ts';
import type { Fixture } from './fixture.ts';

/** The embedded registries in a temporary folder. */
export interface Registries extends AsyncDisposable {
  readonly environment: Environment;
  readonly stateFolder: string;
  /** An empty folder for what the suite keeps beside them. */
  readonly folder: string;
}

/** The words of the names that the registries take uploads for: they are told at the start. */
export const WORDS = Array.from({ length: 40 }, (_, index) => `sdk-${index + 1}`);

const WORKSPACE = path.resolve(import.meta.dirname, '..', '..', '..');

export async function startForFixtures(fixtures: readonly Fixture[]): Promise<Registries> {
  const folder = await temporaryFolder('compliance');
  const stateFolder = path.join(folder.path, 'registries');
  const names = (id: string): string[] =>
    fixtures.filter(({ ecosystem }) => ecosystem.id === id).flatMap(({ name }) => WORDS.map(name));
  try {
    const registries = await startRegistries({
      workspaceRoot: WORKSPACE,
      stateFolder,
      environmentFile: path.join(folder.path, 'registries.env'),
      internal: { npm: names('npm'), pypi: names('pypi'), go: names('go') },
    });
    return {
      environment: registries.environment,
      stateFolder,
      folder: path.join(folder.path, 'suite'),
      async [Symbol.asyncDispose]() {
        await registries.stop();
        await folder[Symbol.asyncDispose]();
      },
    };
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
}
