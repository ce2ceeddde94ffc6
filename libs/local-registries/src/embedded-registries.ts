import { PackagesError } from '@ameideio/version-manifest';
import type { EmbeddedRegistry } from './embedded-registry.ts';
import { goRegistry } from './go/index.ts';
import { verdaccio } from './npm/index.ts';
import { devpi } from './pypi/index.ts';

/** Every embedded registry. To add one, add a folder named by its ecosystem's id beside these, and a line here. */
export const embeddedRegistries: readonly EmbeddedRegistry[] = [verdaccio, devpi, goRegistry];

/** The published names of the workspace's own packages, by the id of their ecosystem. */
export type InternalNames = Readonly<Record<string, readonly string[]>>;

/**
 * Checks that each name's ecosystem has a registry.
 *
 * @throws PackagesError ECOSYSTEM_UNKNOWN, naming each ecosystem without a registry.
 */
export function assertEmbedded(internal: InternalNames): void {
  const ids = embeddedRegistries.map(({ ecosystem }) => ecosystem.id);
  const unknown = Object.keys(internal).filter((id) => !ids.includes(id));
  if (unknown.length === 0) return;
  const missing = unknown.map(
    (id) => `There is no embedded registry for the ecosystem "${id}" of ${internal[id]?.join(', ')}.`,
  );
  throw new PackagesError(
    'ECOSYSTEM_UNKNOWN',
    `${missing.join('\n')}\nThere are registries for ${ids.join(', ')}. Add one to libs/local-registries.`,
  );
}
