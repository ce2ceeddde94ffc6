import type { Selected } from '../ecosystem.ts';
import { entriesOf, readLock } from './lock.ts';

/** What a resolved lock selects for these SDKs. */
export async function selectedNpm(resolved: string, sdks: readonly string[]): Promise<Selected[]> {
  const entries = entriesOf((await readLock(resolved)).content);
  return entries
    .filter(({ name }) => sdks.includes(name))
    .map(({ name, version, integrity }) => ({
      name,
      version: version ?? 'a link',
      integrities: integrity === undefined ? [] : [integrity],
    }));
}
