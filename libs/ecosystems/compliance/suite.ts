import path from 'node:path';
import { readUploads, type Upload } from '@ameideio/local-registries';
import type { Ecosystem } from '../src/ecosystem.ts';
import type { Environment } from '../src/environment.ts';
import { type PublishOutcome, publish } from '../src/publish/publish.ts';
import { readBackRecord } from '../src/publish/read-back-record.ts';
import type { Registry } from '../src/registry.ts';
import type { Fixture } from './fixture.ts';
import { type Registries, WORDS } from './registries.ts';
import { newSdkWorkspace, type PackedSdk, type SdkWorkspace } from './sdk-workspace.ts';

/** What every part of the suite works with: an ecosystem, its fixture, and its real registry. */
export interface Suite {
  readonly fixture: Fixture;
  readonly ecosystem: Ecosystem;
  /** The variables of the running registry. */
  readonly environment: Environment;
  readonly registry: Registry;
  /** A published name that nobody has used before. */
  newName(): string;
  /** A workspace with an SDK under a new name. */
  newSdk(content?: string): Promise<SdkWorkspace>;
  publish(sdk: PackedSdk, registry?: Registry): Promise<PublishOutcome>;
  /** What the registry itself has logged of this name. */
  uploads(name: string): Promise<readonly Upload['outcome'][]>;
}

/** @param registries gives the registries once they run; nothing is asked of them before. */
export function newSuite(fixture: Fixture, registries: () => Registries): Suite {
  const { ecosystem } = fixture;
  const unused = [...WORDS];
  const suite: Suite = {
    fixture,
    ecosystem,
    get environment() {
      return registries().environment;
    },
    get registry() {
      return ecosystem.registry(registries().environment);
    },
    newName() {
      const word = unused.shift();
      if (word === undefined) throw new Error('All names are used: let WORDS have more.');
      return fixture.name(word);
    },
    newSdk: (content) => newSdkWorkspace(fixture, suite.newName(), content),
    publish({ packed, folder }, registry = suite.registry) {
      const record = readBackRecord(path.join(registries().folder, 'read-back'));
      return publish({ packed, folder, registry, record, log: () => {} });
    },
    async uploads(name) {
      const all = await readUploads(registries().stateFolder);
      return all
        .filter((upload) => upload.ecosystem === ecosystem.id && upload.name === name)
        .map(({ outcome }) => outcome);
    },
  };
  return suite;
}
