import { createHash } from 'node:crypto';
import type { Artifact, PackedManifest } from '@ameideio/version-manifest';
import { packageJsonOf, readTarball } from './tarball.ts';

export interface PublishDocumentRequest {
  readonly address: string;
  readonly packed: Pick<PackedManifest, 'name' | 'version'>;
  readonly artifact: Artifact;
  readonly bytes: Buffer;
  readonly tag: string;
}

/**
 * Makes the body of npm's publishing `PUT`: a packument of one version, with the tarball attached. Readers resolve by
 * its manifest, so it is the package.json of the tarball.
 *
 * @see https://github.com/npm/registry/blob/main/docs/REGISTRY-API.md
 */
export async function publishDocument(request: PublishDocumentRequest): Promise<string> {
  const { address, packed, artifact, bytes, tag } = request;
  const { name, version } = packed;
  const entries = await readTarball(bytes);
  const packageJson = packageJsonOf(entries);
  const readme = entries.find(({ path }) => /^readme(\.md)?$/i.test(path))?.content.toString('utf8') ?? '';
  const attachment = `${name}-${version}.tgz`;
  const dist = {
    integrity: artifact.integrity,
    shasum: createHash('sha1').update(bytes).digest('hex'),
    tarball: `${address}/${name}/-/${attachment.replace(/^@[^/]+\//, '')}`,
  };
  return JSON.stringify({
    _id: name,
    name,
    description: packageJson.description,
    'dist-tags': { [tag]: version },
    versions: { [version]: { ...packageJson, _id: `${name}@${version}`, readme, dist } },
    readme,
    // Without a value in the package, the registry's own rule decides.
    access: packageJson.publishConfig?.access ?? null,
    _attachments: {
      [attachment]: {
        content_type: 'application/octet-stream',
        data: bytes.toString('base64'),
        length: bytes.length,
      },
    },
  });
}
