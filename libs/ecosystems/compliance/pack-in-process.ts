import { utimes } from 'node:fs/promises';
import path from 'node:path';
import { ecosystemById } from '../src/ecosystems.ts';
import { newRepository } from '../src/history/testing/repository.ts';
import { listFilesUnder } from '../src/sources/git-files.ts';
import { pack } from './sdk-workspace.ts';

// Clones, builds and packs in a separate process, which can have another umask and time zone, and prints the packed
// manifest. Arguments: the repository, the ecosystem, the time of every file.
const [, , source = '', id = '', time = ''] = process.argv;
await using clone = await newRepository(source);
for (const file of await listFilesUnder(clone.root, ['.']))
  await utimes(path.join(clone.root, file), 1, Number(time));
const { packed } = await pack(clone.root, ecosystemById(id));
process.stdout.write(JSON.stringify(packed));
