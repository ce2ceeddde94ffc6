import { existsSync } from 'node:fs';
import path from 'node:path';
import { readVersionJson, type VersionEntry } from '@ameideio/version-manifest';
import { places } from './places.ts';

/** A package's entry in the version JSON of its language; undefined where it has none. */
export async function versionEntryOf(
  workspaceRoot: string,
  language: string,
  name: string,
): Promise<VersionEntry | undefined> {
  const file = path.join(workspaceRoot, places.versionJson(language));
  return existsSync(file) ? (await readVersionJson(file)).packages[name] : undefined;
}
