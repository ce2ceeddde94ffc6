import path from 'node:path';
import { z } from 'zod';
import { type JsonFile, readJsonFile } from './json-file.ts';

const entrySchema = z.looseObject({
  /** Only if it differs from the folder's. */
  name: z.string().optional(),
  version: z.string().optional(),
  resolved: z.string().optional(),
  integrity: z.string().optional(),
  link: z.boolean().optional(),
});

/** @see https://docs.npmjs.com/cli/configuring-npm/package-lock-json */
const lockSchema = z.looseObject({
  lockfileVersion: z.number().min(2),
  /** By folder; the project itself is at ''. */
  packages: z.record(z.string(), entrySchema),
});

export type Lock = z.infer<typeof lockSchema>;

export const LOCK = 'package-lock.json';

export async function readLock(folder: string): Promise<JsonFile<Lock>> {
  return readJsonFile(path.join(folder, LOCK), lockSchema);
}

export interface LockEntry extends z.infer<typeof entrySchema> {
  readonly folder: string;
  readonly name: string;
}

/** Lists the installed packages, at any depth, without the project itself. */
export function entriesOf(lock: Lock): LockEntry[] {
  return Object.entries(lock.packages).flatMap(([folder, entry]) =>
    folder === '' ? [] : [{ ...entry, folder, name: nameOf(folder, entry) }],
  );
}

/** Returns the name of the package in a folder. */
export function nameOf(folder: string, { name }: Lock['packages'][string]): string {
  return name ?? folder.split('node_modules/').at(-1) ?? folder;
}

/**
 * Removes the SDKs and all registries' addresses from a committed lock. The pins set the SDKs' versions; npm keeps the
 * third parties' versions and adds what is missing.
 */
export function thirdPartiesOf(lock: Lock, sdks: readonly string[]): Lock {
  const dropped = entriesOf(lock).filter(({ name }) => sdks.includes(name));
  const isDropped = (folder: string): boolean =>
    dropped.some((sdk) => folder === sdk.folder || folder.startsWith(`${sdk.folder}/`));
  const keptEntries = Object.entries(lock.packages).filter(([folder]) => !isDropped(folder));
  const packages = Object.fromEntries(
    keptEntries.map(([folder, { resolved: _, ...entry }]) => [folder, entry]),
  );
  // Older formats repeat everything in `dependencies`.
  const { dependencies: _, ...rest } = lock;
  return { ...rest, packages };
}
