import type { Selected } from '../ecosystem.ts';
import { entriesOf, type Lock, readLock } from './lock.ts';

/** Reads what a service's resolved lock selects for these SDKs. */
export async function readSelectedNpm(resolved: string, sdks: readonly string[]): Promise<Selected[]> {
  return selectedOf((await readLock(resolved)).content, sdks);
}

/** Lists what a lock selects for these SDKs. */
export function selectedOf(lock: Lock, sdks: readonly string[]): Selected[] {
  return entriesOf(lock)
    .filter(({ name }) => sdks.includes(name))
    .map(({ name, version, integrity }) => ({
      name,
      version: version ?? 'a link',
      integrities: integrity === undefined ? [] : [integrity],
    }));
}
