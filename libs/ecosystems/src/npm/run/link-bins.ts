import { access, constants, readdir, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import pMap from 'p-map';
import type { SmokeRequest } from '../../ecosystem.ts';
import { type Bin, titleOf } from '../bins.ts';
import type { WalkedImport } from '../imports/walk-imports.ts';
import { explainElsewhere } from './elsewhere.ts';
import { listPackagesFrom } from './explain.ts';
import { describeFailure, type Failure, failureSchema, findMissingPackage } from './failure.ts';
import type { OptionalParts } from './optional-parts.ts';
import type { UserFolder } from './user-folder.ts';

export interface LinkRequest extends Pick<SmokeRequest, 'warn' | 'notRun'> {
  /** The check's name. */
  readonly check: string;
  readonly bins: readonly Bin[];
  /** The imports of the package's files. */
  readonly imports: readonly WalkedImport[];
  /** The project without optional packages. */
  readonly user: UserFolder;
  readonly optional: OptionalParts;
}

/**
 * Checks that every program of the package is installed executable, and that Node.js finds all its imports. No program
 * runs.
 *
 * @throws naming every broken program, and why.
 */
export async function linkBins(request: LinkRequest): Promise<void> {
  const { bins, user, notRun } = request;
  const startable = await listStartableFiles(user);
  const broken = await pMap(
    bins,
    async (bin) => {
      const title = titleOf(bin);
      if (!startable.includes(await realpath(path.join(user.packageFolder, bin.file))))
        return `${title}: npm installs no program that starts ${bin.file}`;
      if (bin.interpreter !== 'node') {
        notRun(title, `its first line starts ${bin.interpreter ?? 'nothing'}, not node`);
        return undefined;
      }
      if (!/^\.([cm]?js)?$/.test(path.extname(bin.file) || '.')) return undefined;
      const failure = await link(request, bin);
      return failure && `${title}: ${describeFailure(failure)}`;
    },
    { concurrency: 2 },
  );
  const lines = broken.filter((line) => line !== undefined);
  if (lines.length > 0) throw new Error(lines.join('\n'));
}

/** Lists the files to which npm has made an executable link. */
async function listStartableFiles({ path: folder }: UserFolder): Promise<string[]> {
  const links = path.join(folder, 'node_modules', '.bin');
  const files = (await readdir(links).catch(() => [])).map(async (link) => {
    const file = await realpath(path.join(links, link));
    return access(file, constants.X_OK).then(
      () => [file],
      () => [],
    );
  });
  return (await Promise.all(files)).flat();
}

/** Links a program, and again with the optional packages that it lacked. */
async function link(request: LinkRequest, bin: Bin): Promise<Failure | undefined> {
  const { check, user, optional, imports, warn, notRun } = request;
  let failure = await linkIn(user, bin);
  for (let had: string[] = []; failure !== undefined; ) {
    const reason = explainElsewhere(failure, 'node');
    if (reason !== undefined) {
      notRun(titleOf(bin), reason);
      return undefined;
    }
    const missing = findMissingPackage(failure);
    const packages = missing === undefined ? listPackagesFrom(bin.file, imports) : [missing];
    const needs = optional.missing(packages).filter((name) => !had.includes(name));
    if (needs.length === 0) return failure;
    had = [...had, ...needs];
    failure = await linkIn(await optional.folderWith(had), bin);
    if (failure === undefined)
      warn(check, `${titleOf(bin)} needs "${had.join('" and "')}", which package.json declares as optional`);
  }
  return failure;
}

async function linkIn(user: UserFolder, bin: Bin): Promise<Failure | undefined> {
  const written = path.join(user.programs, `link-${bin.name}.json`);
  const program = path.join(user.packageFolder, bin.file);
  const preload = ['--import', path.join(user.programs, 'link-program.mjs')];
  try {
    await user.node([...bin.flags, ...preload, program], { LINK_FAILURE: written });
    return undefined;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const failure = await readFile(written, 'utf8').catch(() => undefined);
    if (failure === undefined) return { name: 'Error', message, stack: '' };
    return failureSchema.parse(JSON.parse(failure.replaceAll(`${user.path}/`, '')));
  }
}
