import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { places } from '@ameideio/nx-packages/workspace';
import { execa } from 'execa';
import { unzipSync } from 'fflate';
import type { Clone } from './clone.ts';
import { until } from './processes.ts';

/** The variables that the registries of a clone have written for `source`, once they are there. */
export function sourcedVariables({ root }: Clone): Promise<Record<string, string>> {
  const file = path.join(root, places.registriesEnvironment);
  return until('The addresses of the registries', async () => {
    const text = await readFile(file, 'utf8').catch(() => '');
    const variables = [...text.matchAll(/^export (\w+)='(.*)'$/gm)].map(([, name = '', value = '']) => [
      name,
      value,
    ]);
    return variables.length === 0 ? undefined : Object.fromEntries(variables);
  });
}

/** The values of variables that hold secrets. */
export function secretsAmong(variables: Readonly<Record<string, string>>): string[] {
  return Object.entries(variables).flatMap(([name, value]) => (/TOKEN|PASSWORD/.test(name) ? [value] : []));
}

/**
 * Every spelling of a secret in a text: as it is, and in base64, alone or behind the user's name.
 *
 * The characters before the secret shift its bits, so base64 has three spellings. The characters that a neighbour shapes too
 * are left out.
 */
function spellings(secret: string): string[] {
  const encoded = [0, 1, 2].map((shift) => {
    const whole = Buffer.from(`${' '.repeat(shift)}${secret}`)
      .toString('base64')
      .replace(/.=+$/, '');
    return whole.slice(shift === 0 ? 0 : shift + 1);
  });
  return [secret, ...encoded, ...encoded.map((text) => text.replaceAll('+', '-').replaceAll('/', '_'))];
}

/** Where a run writes, without the registries' storage, which its mode keeps from other users. */
export function written({ root, temporary }: Clone): string[] {
  return [...['.nx', 'dist', 'tmp'].map((folder) => path.join(root, folder)), temporary];
}

/** The texts that hold one of these secrets, in any spelling. */
export function textsThatHold(texts: Iterable<string>, secrets: readonly string[]): string[] {
  const words = secrets.flatMap(spellings);
  return [...texts].filter((text) => words.some((word) => text.includes(word)));
}

/** The caches and logs of this machine's clients. */
export async function clientCaches(): Promise<string[]> {
  const answers = await Promise.all([
    execa('npm', ['config', 'get', 'cache']),
    execa('uv', ['cache', 'dir']),
    execa('go', ['env', 'GOCACHE', 'GOMODCACHE']),
  ]);
  return answers.flatMap(({ stdout }) => stdout.split('\n'));
}

/**
 * The files below these folders that hold one of these secrets, in any spelling, also inside an archive.
 *
 * @param since milliseconds since the epoch: older files are passed over.
 */
export async function filesThatHold(
  folders: readonly string[],
  secrets: readonly string[],
  since = 0,
): Promise<string[]> {
  const holding: string[] = [];
  for (const folder of folders) {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
    for (const entry of entries.filter((one) => one.isFile())) {
      const file = path.join(entry.parentPath, entry.name);
      const changed = await stat(file).catch(() => undefined);
      if (changed === undefined || changed.ctimeMs < since) continue;
      const texts = unpacked(await readFile(file)).map((bytes) => bytes.toString('latin1'));
      if (textsThatHold(texts, secrets).length > 0) holding.push(file);
    }
  }
  return holding;
}

/** The bytes of a file and of its entries: gzip (npm's tarball, an sdist) or zip (a wheel, Go's zip). */
function unpacked(bytes: Buffer): Buffer[] {
  const magic = bytes.subarray(0, 4).toString('latin1');
  if (magic.startsWith('\x1f\x8b')) return [bytes, gunzipSync(bytes)];
  if (magic === 'PK\x03\x04')
    return [bytes, ...Object.values(unzipSync(bytes)).map((one) => Buffer.from(one))];
  return [bytes];
}
