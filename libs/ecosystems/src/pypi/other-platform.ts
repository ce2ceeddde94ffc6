import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { InstalledReport, MetadataRequirement } from './installed-report.ts';
import type { Uv } from './uv.ts';

/** uv's name of each platform, and the names that markers use for it. */
const PLATFORMS: Readonly<Record<string, RegExp>> = {
  windows: /win32|windows|["']nt["']|cygwin/i,
  macos: /darwin/i,
  linux: /linux/i,
};

const ASKS_PLATFORM = /\b(sys_platform|os_name|platform_\w+)\b/;

/** A requirement that is not installed here, and the platforms it is for. */
export interface ElsewhereRequirement {
  readonly requirement: MetadataRequirement;
  readonly platforms: readonly string[];
}

/**
 * Lists the requirements that are not installed because they are for other platforms: their marker says so, or their
 * extra can't be installed here.
 */
export function listRequirementsElsewhere(
  { requirements, providers }: InstalledReport,
  failedExtras: ReadonlySet<string>,
): ElsewhereRequirement[] {
  const installed = new Set(Object.values(providers).flat());
  return requirements.flatMap((requirement) => {
    const { name, extra, marker } = requirement;
    const failed = extra !== null && failedExtras.has(extra);
    if (installed.has(name) || (!failed && !ASKS_PLATFORM.test(marker))) return [];
    const named = Object.keys(PLATFORMS).filter((platform) => PLATFORMS[platform]?.test(marker));
    return [{ requirement, platforms: named.length > 0 ? named : Object.keys(PLATFORMS) }];
  });
}

/** Lists the top-level modules in a requirement's wheels for other platforms. */
export async function listModulesElsewhere(
  { requirement, platforms }: ElsewhereRequirement,
  { uv, python, folder }: { readonly uv: Uv; readonly python: string; readonly folder: string },
): Promise<Set<string>> {
  const found = new Set<string>();
  for (const platform of platforms) {
    const target = path.join(folder, `${requirement.name}-${platform}`);
    const where = ['--python', python, '--python-platform', platform, '--target', target];
    const wheel = ['--no-deps', '--only-binary', ':all:', requirement.text];
    await uv.fetch(path.dirname(folder), 'pip', 'install', ...where, ...wheel).catch(() => undefined);
    for (const module of await listTopLevelModules(target)) found.add(module);
  }
  return found;
}

async function listTopLevelModules(target: string): Promise<string[]> {
  if (!existsSync(target)) return [];
  const entries = await readdir(target);
  const listed = entries
    .map((entry) => path.join(target, entry, 'top_level.txt'))
    .filter((file) => existsSync(file))
    .map(async (file) => (await readFile(file, 'utf8')).split(/\s+/));
  const names = entries.map((entry) => entry.split('.', 1)[0] ?? entry);
  return [...names, ...(await Promise.all(listed)).flat()].filter((name) => /^[A-Za-z_]\w*$/.test(name));
}
