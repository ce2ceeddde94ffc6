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

/** A real registry here shows what it has at once, and a refusal is not waited out. */
const WAITS = { served: 20_000, refused: 5000 };

/** What every part of the suite works with: an ecosystem, its fixture, and a real registry. */
export interface Suite {
  readonly fixture: Fixture;
  readonly ecosystem: Ecosystem;
  readonly kind: Kind;
  /** The variables of the running registry. */
  readonly environment: Environment;
  readonly registry: Registry;
  /** Of a server that stands in the registry's place: what readers have to show is not for every address. */
  readonly certificate: Certificate | undefined;
  /** The names of all SDKs that the suite publishes. */
  internalNames(): Promise<readonly string[]>;
  /** Where a smoke gets the SDK, and third parties. */
  readonly source: Pick<SmokeSdkRequest, 'ecosystem' | 'registry' | 'environment' | 'internalNames'>;
  /** A published name that nobody has used before. */
  newName(): string;
  /** A workspace with an SDK under a new name. */
  newSdk(content?: string): Promise<SdkWorkspace>;
  publish(sdk: PackedSdk, registry?: Registry): Promise<PublishOutcome>;
  /** What the registry itself has logged of this name. */
  uploads(name: string): Promise<readonly string[]>;
  /** Lets the registry answer otherwise, until it is disposed of. */
  bend(bend: Bend): Disposable;
  /** What the registry was asked so far, where it tells. */
  seen(): readonly SeenRequest[];
}

/** @param registries gives the registries once they run; nothing is asked of them before. */
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
