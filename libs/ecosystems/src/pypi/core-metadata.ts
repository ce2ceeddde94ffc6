import { PackagesError } from '@ameideio/version-manifest';
import { unzipSync } from 'fflate';
import { Parser } from 'tar';
import { parseDistributionFile } from './distribution-file.ts';

/** The fields of core metadata, in their order. */
export type CoreMetadata = readonly (readonly [field: string, value: string])[];

/** Extracts the core metadata of a distribution, as bytes: METADATA of a wheel, PKG-INFO of an sdist. */
export async function coreMetadataOf(file: string, bytes: Buffer): Promise<Buffer> {
  try {
    const found = parseDistributionFile(file)?.kind === 'wheel' ? ofWheel(bytes) : await ofSdist(bytes);
    if (found !== undefined) return found;
  } catch (cause) {
    throw new PackagesError(
      'ARTIFACT_CHANGED',
      `${file} can't be read: ${String(cause)}. Run "pack" again.`,
      { cause },
    );
  }
  throw new PackagesError(
    'SDK_NOT_PACKABLE',
    `${file} holds no core metadata, so no index takes it. Correct its build backend.`,
  );
}

function ofWheel(bytes: Buffer): Buffer | undefined {
  const [found] = Object.values(
    unzipSync(bytes, { filter: ({ name }) => /^[^/]+\.dist-info\/METADATA$/.test(name) }),
  );
  return found === undefined ? undefined : Buffer.from(found);
}

async function ofSdist(bytes: Buffer): Promise<Buffer | undefined> {
  const { promise, resolve, reject } = Promise.withResolvers<Buffer | undefined>();
  let found: Promise<Buffer> | undefined;
  const parser = new Parser({
    strict: true,
    filter: (entry) => /^[^/]+\/PKG-INFO$/.test(entry),
    onReadEntry: (entry) => {
      found = entry.concat();
    },
  });
  parser.on('error', reject);
  parser.on('end', () => resolve(found));
  parser.end(bytes);
  return promise;
}

/**
 * Parses core metadata: e-mail headers, whose values continue in indented lines, with the description as the body.
 *
 * @see https://packaging.python.org/en/latest/specifications/core-metadata/
 */
export function parseCoreMetadata(text: string): CoreMetadata {
  const unix = text.replaceAll('\r\n', '\n');
  const end = unix.indexOf('\n\n');
  const [head, body] = end === -1 ? [unix, ''] : [unix.slice(0, end), unix.slice(end + 2)];
  const fields = head.split(/\n(?![ \t])/).flatMap((header): [string, string][] => {
    const colon = header.indexOf(':');
    return colon === -1
      ? []
      : [
          [
            header.slice(0, colon),
            header
              .slice(colon + 1)
              .trim()
              .replaceAll(/\n[ \t]+/g, '\n'),
          ],
        ];
  });
  return body === '' ? fields : [...fields, ['Description', body]];
}
