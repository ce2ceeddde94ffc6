import { sha256 } from '@ameideio/version-manifest';
import { zipSync } from 'fflate';

/** A file that an index can serve. */
export interface ServedWheel {
  readonly name: string;
  readonly file: string;
  readonly bytes: Buffer;
  readonly sha256: string;
}

/** Makes the wheel of a third party, version 1, with these modules and requirements. */
export function handMadeWheel(
  name: string,
  files: Readonly<Record<string, string>>,
  requires: readonly string[] = [],
): ServedWheel {
  const escaped = name.replaceAll('-', '_');
  const info = `${escaped}-1.dist-info`;
  const metadata = ['Metadata-Version: 2.1', `Name: ${name}`, 'Version: 1'];
  const all: Record<string, string> = {
    ...files,
    [`${info}/METADATA`]: [...metadata, ...requires.map((one) => `Requires-Dist: ${one}`), ''].join('\n'),
    [`${info}/WHEEL`]: 'Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
  };
  const record = [...Object.keys(all), `${info}/RECORD`].map((file) => `${file},,\n`).join('');
  const entries = Object.entries({ ...all, [`${info}/RECORD`]: record });
  const bytes = Buffer.from(
    zipSync(Object.fromEntries(entries.map(([file, text]) => [file, Buffer.from(text)]))),
  );
  return { name, file: `${escaped}-1-py3-none-any.whl`, bytes, sha256: sha256(bytes) };
}
