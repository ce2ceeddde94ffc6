import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { PackagesError } from '@ameideio/version-manifest';
import { z } from 'zod';
import { listSdistFiles, readWheelFiles } from './archive-files.ts';
import { findLostFiles, findPackedFolders, type LostFile, listFilesOutside } from './lost-files.ts';
import { PYPROJECT, type Pyproject } from './pyproject.ts';
import { listStatedFiles } from './stated-files.ts';
import { findForeignTopLevel, listInstalledFiles } from './top-level.ts';
import { PYTHON, type Uv } from './uv.ts';

const readsSchema = z.record(
  z.string(),
  z.object({ file: z.string(), line: z.number(), optional: z.boolean() }),
);

const FIND_READS = fileURLToPath(new URL('find_named_reads.py', import.meta.url));

/** The limit of files that a message names. */
const NAMED = 10;

export interface CheckPackedRequest {
  readonly pyproject: Pyproject;
  /** The project's folder, as messages name it. */
  readonly root: string;
  /** The paths of the wheel and the sdist. */
  readonly wheel: string;
  readonly sdist: string;
  /** The project's files before the build, by their paths from its folder. */
  readonly sources: ReadonlyMap<string, Uint8Array>;
  readonly uv: Uv;
  /** An existing folder for temporary files. */
  readonly scratch: string;
  warn(message: string): void;
}

type Wheel = ReadonlyMap<string, Uint8Array>;

/**
 * Checks the packed files against the project's: no file may be lost, and no foreign module added.
 *
 * @throws PackagesError SDK_NOT_PACKABLE, naming the files.
 */
export async function checkPacked(request: CheckPackedRequest): Promise<void> {
  const [wheel, sdist] = await Promise.all([
    readFile(request.wheel).then(readWheelFiles),
    readFile(request.sdist).then(listSdistFiles),
  ]);
  checkTopLevel(request, wheel);
  checkHasModules(request, wheel);
  checkStated(request, wheel, sdist);
  await checkLost(request, wheel);
}

function checkTopLevel({ pyproject, root, sources, warn }: CheckPackedRequest, wheel: Wheel): void {
  const { name } = pyproject.project;
  const { refused, doubtful } = findForeignTopLevel(wheel.keys(), name);
  refuse(
    refused.map((entry) => {
      const installed =
        listInstalledFiles(wheel.keys()).find((file) => file.split('/', 1)[0] === entry) ?? entry;
      const source = [...sources.keys()].find((one) => `/${one}`.endsWith(`/${installed}`)) ?? PYPROJECT;
      return `${path.posix.join(root, source)}:1 is packed as ${installed}: the wheel of ${name} would install ${entry} beside the packages of all projects, where another project's copy overwrites it. Leave it out, or move it into the project's own package.`;
    }),
  );
  if (doubtful.length > 0)
    warn(
      `the wheel of ${name} installs ${doubtful.join(', ')} beside the packages of all projects, where another project may have files of that name`,
    );
}

function checkHasModules({ pyproject, root, sources }: CheckPackedRequest, wheel: Wheel): void {
  if ([...wheel.keys()].some((file) => /\.pyi?$/.test(file))) return;
  const unpackedModule = [...sources.keys()].find((file) => /^src\/[^/]+\/__init__\.pyi?$/.test(file));
  if (unpackedModule !== undefined)
    refuse([
      `${path.posix.join(root, unpackedModule)}:1 is a package, and the wheel of ${pyproject.project.name} has no module. Name it to the build backend in ${PYPROJECT}.`,
    ]);
}

function checkStated(
  { pyproject, root, warn }: CheckPackedRequest,
  wheel: Wheel,
  sdist: ReadonlySet<string>,
): void {
  const installed = [...wheel.keys()].map((file) => path.posix.basename(file));
  for (const { file, what, line } of listStatedFiles(pyproject)) {
    // A wheel holds the README's text, not its file.
    const inWheel = what === 'readme' || installed.includes(path.posix.basename(file));
    const inSdist = sdist.has(path.posix.normalize(file));
    const place = `${path.posix.join(root, PYPROJECT)}:${line} names ${file} as the ${what}`;
    if (!inSdist && (what === 'readme' || !inWheel))
      refuse([`${place}, which is in neither wheel nor sdist. Let the build backend pack it.`]);
    if (!inWheel || !inSdist) warn(`${place}, which the ${inSdist ? 'wheel' : 'sdist'} lacks`);
  }
}

async function checkLost(request: CheckPackedRequest, wheel: Wheel): Promise<void> {
  const { pyproject, root, sources, warn } = request;
  const { name } = pyproject.project;
  const lost = findLostFiles(wheel, sources);
  const outside = goesUp(wheel) ? listFilesOutside(wheel, sources) : [];
  if (lost.length + outside.length === 0) return;
  const reads = await namedReads(request, lost, outside);
  const folders = new Map([...findPackedFolders(wheel, sources)].map(([source, packed]) => [packed, source]));
  const readersOf = (files: readonly LostFile[]): string[] =>
    files.flatMap(({ source, place }) => {
      const found = reads[place];
      if (found === undefined || found.optional) return [];
      const folder = path.posix.dirname(found.file);
      const reader = path.posix.join(root, folders.get(folder) ?? folder, path.posix.basename(found.file));
      return [
        `${reader}:${found.line} reads ${path.posix.basename(source)} by its name, and the wheel of ${name} lacks ${source}. Let the build backend pack it into the package.`,
      ];
    });
  refuse(readersOf(lost));
  // Such code may be for the project's own work.
  for (const reader of readersOf(outside)) warn(reader);
  const all = lost.map(({ source }) => source);
  const more = all.length > NAMED ? ` and ${all.length - NAMED} more` : '';
  if (all.length > 0)
    warn(
      `the wheel of ${name} lacks files of the folders that it packs: ${all.slice(0, NAMED).join(', ')}${more}`,
    );
}

/** Whether a module reads its own `__file__`, from where it may go up to another file. */
function goesUp(wheel: Wheel): boolean {
  return [...wheel].some(([file, bytes]) => file.endsWith('.py') && Buffer.from(bytes).includes('__file__'));
}

async function namedReads(
  { wheel, uv, scratch }: CheckPackedRequest,
  lost: readonly LostFile[],
  outside: readonly LostFile[],
): Promise<z.infer<typeof readsSchema>> {
  const [wantedFile, answer] = [
    path.join(scratch, 'wanted-files.json'),
    path.join(scratch, 'named-reads.json'),
  ];
  const places = (files: readonly LostFile[]): string[] => files.map(({ place }) => place);
  await writeFile(wantedFile, JSON.stringify({ lost: places(lost), outside: places(outside) }));
  await uv.program(PYTHON, scratch, ['-I', FIND_READS, wheel, wantedFile, answer]);
  return readsSchema.parse(JSON.parse(await readFile(answer, 'utf8')));
}

function refuse(reasons: readonly string[]): void {
  if (reasons.length > 0) throw new PackagesError('SDK_NOT_PACKABLE', reasons.join('\n'));
}
