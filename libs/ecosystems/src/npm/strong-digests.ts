import { PackagesError, type PackedManifest, sha256 } from '@ameideio/version-manifest';
import ssri from 'ssri';
import type { Registry } from '../registry.ts';
import { matchesDigest, strongDigest } from './declared-digest.ts';
import { type Lock, type LockEntry, nameOf } from './lock.ts';

/**
 * Puts the sha512 of its packed tarball into each SDK's entry of a lock. If a registry declares only a sha1 or no
 * digest, npm's lock has no sha512 either. The tarball is then downloaded, compared with the packed one, and its sha1
 * with that of the lock.
 *
 * @throws PackagesError PIN_MISMATCH if either differs.
 */
export async function withStrongDigests(
  lock: Lock,
  pins: readonly PackedManifest[],
  registry: Registry,
): Promise<Lock> {
  const packages = Object.entries(lock.packages).map(async ([folder, entry]) => {
    const pin = pins.find(({ name, version }) => name === nameOf(folder, entry) && version === entry.version);
    if (pin === undefined || folder === '') return [folder, entry];
    const { integrity } = entry;
    const strong = integrity === undefined ? undefined : strongDigest(ssri.parse(integrity) ?? undefined);
    return [folder, { ...entry, integrity: strong ?? (await digestOfServed(pin, integrity, registry)) }];
  });
  return { ...lock, packages: Object.fromEntries(await Promise.all(packages)) };
}

async function digestOfServed(
  { name, version, artifacts }: PackedManifest,
  locked: LockEntry['integrity'],
  registry: Registry,
): Promise<string> {
  const [served] = await registry.lookUp(name, version);
  const [packed] = artifacts;
  if (served === undefined || packed === undefined)
    throw new PackagesError('NOT_SERVED', `${registry.address} no longer serves ${name} ${version}.`);
  const bytes = await registry.download(served);
  if (sha256(bytes) !== packed.sha256)
    throw mismatch(
      `${registry.address} serves ${name} ${version} with sha256 ${sha256(bytes)}, not ${packed.sha256}`,
    );
  if (locked !== undefined && !matchesDigest(bytes, locked))
    throw mismatch(`npm locked ${name} ${version} with ${locked}, which is not of the packed tarball`);
  return packed.integrity;
}

function mismatch(what: string): PackagesError {
  return new PackagesError('PIN_MISMATCH', `${what}. Run "publish" and "consume" again.`);
}
