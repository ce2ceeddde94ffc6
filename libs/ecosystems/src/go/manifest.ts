import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Manifest } from '../ecosystem.ts';
import { type GoMod, GoModSyntaxError, parseGoMod } from './parse-go-mod.ts';

/** Where a Go SDK states its base version, since a go.mod has none. */
export const VERSION_FILE = 'version.go';

const VERSION_LINE = /^(const Version = )"([^"]*)"$/m;

/** Reads a go.mod or go.work. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export async function readGoMod(file: string): Promise<GoMod> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PackagesError('MANIFEST_UNREADABLE', `${file} can't be read: ${String(cause)}.`, { cause });
  });
  try {
    return parseGoMod(text);
  } catch (cause) {
    if (!(cause instanceof GoModSyntaxError)) throw cause;
    throw new PackagesError('MANIFEST_UNREADABLE', `${file}:${cause.line} can't be read: ${cause.message}.`, {
      cause,
    });
  }
}

/** Reads a Go project's module path and requirements, and an SDK's base version from `version.go`. */
export async function readGoManifest(folder: string): Promise<Manifest> {
  const file = path.join(folder, 'go.mod');
  const { module, requires } = await readGoMod(file);
  if (module === undefined)
    throw new PackagesError(
      'MANIFEST_UNREADABLE',
      `${file}:1 has no "module" line. Name the module's path there.`,
    );
  const requirements = requires.map(({ module: name, version, line }) => ({
    name,
    range: version,
    file,
    line,
  }));
  return { name: module, base: await readBase(folder), requirements };
}

async function readBase(folder: string): Promise<string | undefined> {
  const text = await readFile(path.join(folder, VERSION_FILE), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const version = VERSION_LINE.exec(text)?.[2];
  if (version === undefined) {
    throw new PackagesError(
      'VERSION_NOT_STATED',
      `${path.join(folder, VERSION_FILE)}:1 has no line \`const Version = "X.Y.Z"\`. State the base version so.`,
    );
  }
  return version;
}

/** `version.go` with another version. */
export function withVersion(text: string, version: string): string {
  return text.replace(VERSION_LINE, (_, before: string) => `${before}"${version}"`);
}
