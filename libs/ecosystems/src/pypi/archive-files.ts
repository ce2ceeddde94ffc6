import { unzipSync } from 'fflate';
import { Parser } from 'tar';

/** Reads the files of a wheel, by their paths in it. */
export function readWheelFiles(wheel: Uint8Array): Map<string, Uint8Array> {
  return new Map(Object.entries(unzipSync(wheel)).filter(([file]) => !file.endsWith('/')));
}

/** Lists the paths of an sdist's files, from the one folder that an sdist contains. */
export async function listSdistFiles(sdist: Uint8Array): Promise<Set<string>> {
  const { promise, resolve, reject } = Promise.withResolvers<Set<string>>();
  const found = new Set<string>();
  const parser = new Parser({
    strict: true,
    onReadEntry: (entry) => {
      if (entry.type === 'File' || entry.type === 'OldFile')
        found.add(entry.path.slice(entry.path.indexOf('/') + 1));
      entry.resume();
    },
  });
  parser.on('error', reject);
  parser.on('end', () => resolve(found));
  parser.end(Buffer.from(sdist));
  return promise;
}
