import { PackagesError, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import type { Registry } from '../registry.ts';
import { matchesDigest } from './declared-digest.ts';
import { parseLock } from './lock.ts';

/**
 * Puts the sha256 of its packed files into each SDK's entry of a lock. If an index declares only another digest, uv's
 * lock has that one. The files are then downloaded, compared with the packed ones, and their digests with those of the
 * lock.
 *
 * @throws PackagesError PIN_MISMATCH if either differs.
 */
export async function withStrongHashes(
  lock: string,
  pins: readonly PackedManifest[],
  registry: Registry,
): Promise<string> {
  const replaced = new Map<string, string>();
  for (const pin of pins) {
    const hashes = parseLock(lock).flatMap(({ name, version, integrities }) =>
      name === pin.name && version === pin.version ? integrities : [],
    );
    const others = hashes.filter((hash) => !hash.startsWith('sha256:'));
    if (others.length === 0) continue;
    const files = await servedFiles(pin, registry);
    for (const hash of others) {
      const file = files.find(({ bytes }) => matchesDigest(bytes, hash));
      if (file === undefined)
        throw mismatch(`uv locked ${pin.name} ${pin.version} with ${hash}, which is not of a packed file`);
      replaced.set(hash, file.integrity);
    }
  }
  return lock.replaceAll(/--hash=(\S+)/g, (whole, hash: string) => {
    const strong = replaced.get(hash);
    return strong === undefined ? whole : `--hash=${strong}`;
  });
}

async function servedFiles(
  { name, version, artifacts }: PackedManifest,
  registry: Registry,
): Promise<{ readonly bytes: Buffer; readonly integrity: string }[]> {
  const served = await registry.lookUp(name, version);
  const files = served.map(async (one) => {
    const bytes = await registry.download(one);
    const packed = artifacts.find(({ file }) => file === one.file);
    if (packed === undefined || sha256(bytes) !== packed.sha256)
      throw mismatch(
        `${registry.address} serves ${one.file} with sha256 ${sha256(bytes)}, but packed was ${packed?.sha256 ?? 'no such file'}`,
      );
    return { bytes, integrity: packed.integrity };
  });
  return Promise.all(files);
}

function mismatch(what: string): PackagesError {
  return new PackagesError('PIN_MISMATCH', `${what}. Run "publish" and "consume" again.`);
}
