import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PackagesError } from '@ameideio/version-manifest';
import type { Manifest } from '../ecosystem.ts';
import { type GoMod, GoModSyntaxError, parseGoMod } from './parse-go-mod.ts';
import { findVersionConstant } from './version-constant.ts';

/** The file in which a Go SDK states its base version; a go.mod has none. */
export const VERSION_FILE = 'version.go';

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
  return { file, name: module, base: await readBase(folder), requirements };
}

async function readBase(folder: string): Promise<string | undefined> {
  const file = path.join(folder, VERSION_FILE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const constant = findVersionConstant(text);
  if (constant?.literal !== undefined) return constant.literal.text.replace(/^v(?=\d)/, '');
  const fault =
    constant === undefined
      ? `${file} declares no Version`
      : `${file}:${constant.line} declares Version, but not as one string`;
  throw new PackagesError('VERSION_NOT_STATED', `${fault}. Write there: const Version = "1.2.3"`);
}

/** Replaces the version in `version.go`; it keeps a `v` before the old one, and every other byte. */
export function withVersion(text: string, version: string): string {
  const literal = findVersionConstant(text)?.literal;
  if (literal === undefined) return text;
  const prefix = /^v(?=\d)/.exec(literal.text)?.[0] ?? '';
  return text.slice(0, literal.at) + prefix + version + text.slice(literal.at + literal.text.length);
}
