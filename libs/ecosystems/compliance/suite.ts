import path from 'node:path';
import type { Ecosystem } from '../src/ecosystem.ts';
import type { Environment } from '../src/environment.ts';
import { type PublishOutcome, publish } from '../src/publish/publish.ts';
import { readBackRecord } from '../src/publish/read-back-record.ts';
import type { Registry } from '../src/registry.ts';
import type { SmokeSdkRequest } from '../src/smoke/smoke.ts';
import type { Certificate } from '../src/world/testing/certificate.ts';
import type { Fixture } from './fixture.ts';
import type { Bend } from './plain/plain-part.ts';
import type { SeenRequest } from './plain/plain-registry.ts';
import { type Kind, type Registries, WORDS } from './registries.ts';
import { newSdkWorkspace, type PackedSdk, type SdkWorkspace } from './sdk-workspace.ts';

/** A real registry on this machine shows an upload at once, and waiting after refusals would take long. */
const WAITS = { served: 20_000, refused: 5000 };

/** What every part of the suite uses: an ecosystem, its fixture, and a real registry. */
export interface Suite {
  readonly fixture: Fixture;
  readonly ecosystem: Ecosystem;
  readonly kind: Kind;
  /** The variables of the running registry. */
  readonly environment: Environment;
  readonly registry: Registry;
  /**
   * The certificate for a server in the registry's place: clients send a reader's credential only over https.
   */
  readonly certificate: Certificate | undefined;
  /** The names of all SDKs that the suite publishes. */
  internalNames(): Promise<readonly string[]>;
  /** The sources of the SDK and of third parties for a smoke. */
  readonly source: Pick<SmokeSdkRequest, 'ecosystem' | 'registry' | 'environment' | 'internalNames'>;
  /** Returns an unused published name. */
  newName(): string;
  /** Makes a workspace with an SDK under a new name. */
  newSdk(content?: string): Promise<SdkWorkspace>;
  publish(sdk: PackedSdk, registry?: Registry): Promise<PublishOutcome>;
  /** Lists what the registry itself has logged of uploads under this name. */
  uploads(name: string): Promise<readonly string[]>;
  /** Changes the registry's answers until it is disposed of. */
  bend(bend: Bend): Disposable;
  /** Returns the registry's requests so far; empty for a registry that doesn't tell. */
  seen(): readonly SeenRequest[];
}

/** @param registries returns the registries once they run; it is not called before. */
export function newSuite(fixture: Fixture, kind: Kind, registries: () => Registries): Suite {
  const { ecosystem } = fixture;
  const unused = [...WORDS];
  const suite: Suite = {
    fixture,
    ecosystem,
    kind,
    get environment() {
      return registries().environment;
    },
    get registry() {
      return ecosystem.registry(registries().environment);
    },
    get certificate() {
      return registries().certificate;
    },
    internalNames: async () => WORDS.map(fixture.name),
    get source() {
      const { registry, environment, internalNames } = suite;
      return { ecosystem, registry, environment, internalNames };
    },
    newName() {
      const word = unused.shift();
      if (word === undefined) throw new Error('All names are used: let WORDS have more.');
      return fixture.name(word);
    },
    newSdk: (content) => newSdkWorkspace(fixture, suite.newName(), content),
    publish({ packed, folder }, registry = suite.registry) {
      const record = readBackRecord(path.join(registries().folder, 'read-back'));
      return publish({ packed, folder, registry, record, log: () => {}, waits: WAITS });
    },
    uploads: (name) => registries().uploads(ecosystem.id, name),
    bend(bend) {
      const disposable = registries().bend?.(ecosystem.id, bend);
      if (disposable === undefined) throw new Error(`The ${kind} registries answer in their own way.`);
      return disposable;
    },
    seen: () => registries().seen.filter((request) => request.ecosystem === ecosystem.id),
  };
  return suite;
}
