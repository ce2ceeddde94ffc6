import { type Artifact, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import type { Registry, ServedArtifact, UploadRefusal } from '../../registry.ts';
import { RegistryError } from '../../world/http.ts';

export interface MemoryRegistry extends Registry {
  /** The files of one version, by name. */
  readonly held: Map<string, Buffer>;
  /** The digests that the registry declares, by file. */
  readonly declared: Map<string, string>;
  /** The calls so far, in order. */
  readonly calls: string[];
}

/** Makes a registry without a protocol; a test may replace any method. */
export function memoryRegistry(
  bent: (registry: MemoryRegistry) => Partial<Registry> = () => ({}),
): MemoryRegistry {
  const plain: MemoryRegistry = {
    address: 'http://memory.invalid',
    credential: undefined,
    held: new Map(),
    declared: new Map(),
    calls: [],
    async lookUp() {
      const { declared } = plain;
      return [...plain.held.keys()].map((file): ServedArtifact => {
        return { file, url: `http://memory.invalid/${file}`, declared: declared.get(file) };
      });
    },
    download: async ({ file }) => plain.held.get(file) ?? Buffer.from(''),
    async upload(_, { file }, bytes) {
      if (plain.held.has(file)) return refusal(409);
      plain.held.set(file, bytes);
      return 'accepted';
    },
    latest: async () => undefined,
    versions: async () => [],
    oddities: async () => [],
    checkCredential: async () => 'accepted',
  };
  const registry = { ...plain, ...bent(plain) };
  return {
    ...registry,
    lookUp(name, version) {
      plain.calls.push('lookUp');
      return registry.lookUp(name, version);
    },
    download(served) {
      plain.calls.push(`download ${served.file}`);
      return registry.download(served);
    },
    upload(packed, artifact, bytes) {
      plain.calls.push(`upload ${artifact.file}`);
      return registry.upload(packed, artifact, bytes);
    },
  };
}

/** Makes the answer of a registry that refuses an upload with this status. */
export function refusal(status: number): UploadRefusal {
  return { status, error: new RegistryError('REGISTRY_REFUSED', `it answered ${status}`) };
}

/** Makes the packed manifest of files with these texts. */
export function packedOf(files: Readonly<Record<string, string>>): PackedManifest {
  const artifacts = Object.entries(files).map(([file, text]): Artifact => {
    const digest = sha256(text);
    return { file, size: text.length, sha256: digest, integrity: `sha256:${digest}` };
  });
  return {
    project: 'sdk',
    ecosystem: 'memory',
    name: 'sdk',
    base: '1.2.3',
    version: '1.2.3',
    artifacts,
    source: { commit: '0'.repeat(40), dirty: false },
    inputs: '0'.repeat(64),
  };
}
