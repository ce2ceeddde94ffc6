import { versionEntry, writeVersionEntry } from '../version-json.ts';
import { samplePacked, sampleSmoke } from './sample.ts';

// Writes the entries of several packages at the same time, in a separate process. Arguments: the file, the names.
const [, , file = '', ...names] = process.argv;
await Promise.all(
  names.map(async (name) => {
    const packed = samplePacked(name);
    const entry = versionEntry(packed, sampleSmoke(packed), new Date());
    if (entry === undefined) throw new Error(`There is no entry of ${name}.`);
    await writeVersionEntry(file, 'ts', entry);
  }),
);
