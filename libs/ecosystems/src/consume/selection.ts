import { PackagesError, type PackedManifest } from '@ameideio/version-manifest';
import type { Selected } from '../ecosystem.ts';

/** Lists how a service's locks differ from a packed SDK: another version, other bytes, or no entry at all. */
export function mismatches(pin: PackedManifest, selected: readonly Selected[]): string[] {
  const found = selected.filter(({ name }) => name === pin.name);
  if (found.length === 0) return [`${pin.name} is not selected at all`];
  return found.flatMap(({ version, integrities }) => {
    if (version !== pin.version) return [`${pin.name} is selected as ${version} instead of ${pin.version}`];
    const packed = pin.artifacts.map(({ integrity }) => integrity);
    const unknownDigest = integrities.find((integrity) => !packed.includes(integrity));
    if (unknownDigest !== undefined)
      return [
        `${pin.name} ${version} is selected with ${unknownDigest}, not packed as ${packed.join(' or ')}`,
      ];
    return integrities.length === 0 ? [`${pin.name} ${version} is selected without a digest`] : [];
  });
}

/**
 * Checks that a service's locks select the packed SDKs.
 *
 * @throws PackagesError PIN_MISMATCH, naming every SDK that the locks lack, or hold in another version or other bytes.
 */
export function checkSelection(
  service: string,
  pins: readonly PackedManifest[],
  selected: readonly Selected[],
): void {
  const wrong = pins.flatMap((pin) => mismatches(pin, selected));
  if (wrong.length === 0) return;
  throw new PackagesError(
    'PIN_MISMATCH',
    wrong.map((what) => `${service}: ${what}. Run "nx run ${service}:consume".`).join('\n'),
  );
}
