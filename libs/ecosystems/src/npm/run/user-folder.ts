import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { SmokeRequest } from '../../ecosystem.ts';
import { clientEnvironment } from '../../world/client-environment.ts';
import { type Log, runProcess } from '../../world/run-process.ts';
import { readLock } from '../lock.ts';
import { npmClient } from '../npm-client.ts';
import { PACKAGE_JSON, readPackageJson } from '../package-json.ts';
import { selectedOf } from '../selected.ts';
import { withStrongDigests } from '../strong-digests.ts';
import { PROGRAMS } from './failure.ts';
import { hasInstallScripts } from './install-scripts.ts';

const TIMEOUT = 60_000;

/** A user's project with the published package in it. */
export interface UserFolder {
  readonly path: string;
  /** The installed package. */
  readonly packageFolder: string;
  /** The smoke's own programs. */
  readonly programs: string;
  /** Installs the version and further packages without running install scripts, and checks what npm has installed. */
  install(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Whether npm runs a script of the package when it installs it. */
  hasInstallScripts(): Promise<boolean>;
  /** Runs the install scripts of the package, or of all its dependencies too. */
  runInstallScripts(whose: 'own' | 'all'): Promise<void>;
  /** Runs `node` here. @throws PackagesError COMMAND_FAILED if it ends with another exit code than 0. */
  node(args: readonly string[], env?: Readonly<Record<string, string>>): Promise<void>;
  /**
   * Runs one of the programs in `programs`. The file with the input and the file for the output follow its other
   * arguments.
   *
   * @returns the program's output, and why it failed if it did.
   */
  runProgram(request: ProgramRequest): Promise<ProgramResult>;
}

export interface ProgramRequest {
  readonly program: string;
  readonly flags?: readonly string[];
  readonly args?: readonly string[];
  readonly input: unknown;
}

export interface ProgramResult {
  readonly output: string;
  readonly failure: string | undefined;
}

/**
 * Makes an empty project. Each has its own home, so that npm may run in several at once.
 *
 * @param force whether npm also installs packages for other platforms.
 */
export async function newUserFolder(
  request: SmokeRequest,
  title: string,
  force = false,
): Promise<UserFolder> {
  const { packed, registry, clientAccess, sandbox, log } = request;
  const { name, version } = packed;
  const folder = path.join(sandbox, title);
  const home = path.join(sandbox, 'homes', title);
  const programs = path.join(folder, PROGRAMS);
  await mkdir(path.join(home, 'tmp'), { recursive: true });
  await cp(path.join(import.meta.dirname, 'programs'), programs, { recursive: true });
  // npm 12 runs only the install scripts of packages listed here; npm 11 ignores the list.
  const manifest = { name: 'sandbox', private: true, type: 'module', allowScripts: { [name]: true } };
  await writeFile(path.join(folder, PACKAGE_JSON), JSON.stringify(manifest));

  const packageFolder = path.join(folder, 'node_modules', name);
  const client = (lines: Log = log) =>
    npmClient({ registry: clientAccess, home, cache: path.join(sandbox, 'npm-cache'), log: lines });
  const node: UserFolder['node'] = async (args, env = {}) => {
    const own = { PACKAGE_NAME: name, PACKAGE_VERSION: version, ...env };
    const environment = clientEnvironment(home, own);
    await runProcess({ command: 'node', args, cwd: folder, env: environment, log, timeout: TIMEOUT });
  };
  // Messages then name files as the user sees them, and equal failures have equal texts.
  const withoutFolder = (text: string): string => text.replaceAll(`${folder}/`, '');
  let runs = 0;

  return {
    path: folder,
    packageFolder,
    programs,
    hasInstallScripts: () => hasInstallScripts(packageFolder),
    node,

    async install(more = {}) {
      const specs = Object.entries({ [name]: version, ...more }).map(([one, range]) => `${one}@${range}`);
      const flags = ['--ignore-scripts', '--save-exact', ...(force ? ['--force'] : [])];
      await (await client()).fetch(folder, 'install', ...flags, ...specs);
      const integrities = packed.artifacts.map(({ integrity }) => integrity);
      const lock = await withStrongDigests((await readLock(folder)).content, [packed], registry);
      const [locked] = selectedOf(lock, [name]);
      if (locked?.version !== version || locked.integrities.join() !== integrities.join())
        throw new Error(
          `npm locked ${locked?.version} with ${locked?.integrities.join()}, not ${version} with ${integrities.join()}`,
        );
      const installed = (await readPackageJson(packageFolder)).content;
      if (installed.name !== name || installed.version !== version)
        throw new Error(`the installed package.json says ${installed.name} ${installed.version}`);
    },

    async runInstallScripts(whose) {
      const lines: string[] = [];
      const keep = (line: string): void => {
        lines.push(line);
        log(line);
      };
      // Without the registry's credential, which the package's own scripts could read.
      const npm = await client(keep);
      const scriptArguments = whose === 'all' ? ['--dangerously-allow-all-scripts'] : [name];
      await npm.run(folder, 'rebuild', ...scriptArguments).catch((cause: unknown) => {
        const errors = lines.filter((line) => line.startsWith('npm error') && !/^npm error\s+at /.test(line));
        throw errors.length === 0
          ? cause
          : new Error(withoutFolder(errors.slice(0, 15).join('\n')), { cause });
      });
    },

    async runProgram({ program, flags = [], args = [], input }) {
      runs += 1;
      const inputFile = path.join(programs, `${runs}-input.json`);
      const outputFile = path.join(programs, `${runs}-output`);
      await Promise.all([writeFile(inputFile, JSON.stringify(input)), writeFile(outputFile, '')]);
      const line = [...flags, path.join(programs, program), ...args, inputFile, outputFile];
      const failure = await node(line).then(
        () => undefined,
        (error: unknown) => withoutFolder(error instanceof Error ? error.message : String(error)),
      );
      return { output: withoutFolder(await readFile(outputFile, 'utf8')), failure };
    },
  };
}
