import { existsSync } from 'node:fs';
import { lstat, readFile } from 'node:fs/promises';
import path from 'node:path';
import mapWorkspaces from '@npmcli/map-workspaces';
import { z } from 'zod';
import type { ForbiddenSource } from '../ecosystem.ts';
import { readJsonFile } from './json-file.ts';
import { entriesOf, LOCK, readLock } from './lock.ts';
import { findManifestSources } from './manifest-sources.ts';
import { PACKAGE_JSON, readPackageJson } from './package-json.ts';
import { findRegistrySettings } from './registry-settings.ts';

/** Finds every place where a service would take one of these SDKs from elsewhere than the registry. */
export async function findForbiddenNpmSources(
  workspaceRoot: string,
  service: string,
  sdks: readonly string[],
): Promise<ForbiddenSource[]> {
  const found = await Promise.all([
    findManifestSources(await readPackageJson(service), sdks),
    findLockedElsewhere(service, sdks),
    findOtherRegistries(service),
    findLinks([service, workspaceRoot], sdks),
    findWorkspaces(workspaceRoot, service, sdks),
  ]);
  return found.flat();
}

async function findLockedElsewhere(service: string, sdks: readonly string[]): Promise<ForbiddenSource[]> {
  if (!existsSync(path.join(service, LOCK))) return [];
  const { file, content, lineOf } = await readLock(service);
  return entriesOf(content)
    .filter(({ name }) => sdks.includes(name))
    .filter(({ link, resolved = 'https:' }) => link || !/^https?:/.test(resolved))
    .map(({ folder, name, resolved }) => ({
      file,
      line: lineOf('packages', folder),
      reason: `locks the SDK ${name} to ${resolved ?? 'a link'}`,
    }));
}

/** @see https://docs.npmjs.com/cli/configuring-npm/npmrc */
async function findOtherRegistries(service: string): Promise<ForbiddenSource[]> {
  const file = path.join(service, '.npmrc');
  if (!existsSync(file)) return [];
  return findRegistrySettings(await readFile(file, 'utf8')).map(({ setting, line }) => ({
    file,
    line,
    reason: `sets "${setting}" of its own`,
  }));
}

async function findLinks(folders: readonly string[], sdks: readonly string[]): Promise<ForbiddenSource[]> {
  const places = folders.flatMap((folder) => sdks.map((sdk) => path.join(folder, 'node_modules', sdk)));
  const found = await Promise.all(
    places.map(async (file) => {
      const entry = await lstat(file).catch(() => undefined);
      return entry?.isSymbolicLink() ? [{ file, line: 1, reason: 'is a link in place of the SDK' }] : [];
    }),
  );
  return found.flat();
}

const rootSchema = z.looseObject({ workspaces: z.json().optional() });

/** npm links a workspace into the root's `node_modules`, above every service. */
async function findWorkspaces(
  workspaceRoot: string,
  service: string,
  sdks: readonly string[],
): Promise<ForbiddenSource[]> {
  const root = path.join(workspaceRoot, PACKAGE_JSON);
  if (!existsSync(root)) return [];
  const { file, content, lineOf } = await readJsonFile(root, rootSchema);
  const folders = await mapWorkspaces({ cwd: workspaceRoot, pkg: content });
  return [...folders]
    .filter(([name, folder]) => sdks.includes(name) || folder === service)
    .map(([name]) => ({ file, line: lineOf('workspaces'), reason: `makes ${name} an npm workspace` }));
}
