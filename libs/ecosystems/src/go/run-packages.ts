import { mkdir, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import pMap from 'p-map';
import { type ProcessRequest, runProcess } from '../world/run-process.ts';
import type { GoClient } from './go-command.ts';

/** The time limit for a program to reach its main function, in milliseconds. */
const TIMEOUT = 60_000;

/** The number of programs that are on the disk at one time. */
const AT_ONCE = 16;

const REACHED = 'nx-packages: the main function was reached';

/** Linking without debugging information takes half the time. */
export const QUICK_LINK = '-ldflags=-s -w';

/**
 * Runs one program for each package, which imports nothing else. The `init` functions of two packages may clash, such
 * as by defining the same flag, or may help each other.
 *
 * @param folder the folder of a module that requires the packages; the programs are added to it.
 * @param env the programs' environment.
 * @throws Error naming the package whose program does not reach its main function.
 */
export async function runPackages(
  go: GoClient,
  folder: string,
  importPaths: readonly string[],
  env: Readonly<Record<string, string>>,
  timeout = TIMEOUT,
): Promise<void> {
  const cwd = path.join(folder, 'cwd');
  await mkdir(cwd);
  for (let start = 0; start < importPaths.length; start += AT_ONCE) {
    const programs = importPaths
      .slice(start, start + AT_ONCE)
      .map((importPath, index) => ({ importPath, name: `imports-${start + index + 1}` }));
    for (const { importPath, name } of programs) await writeProgram(path.join(folder, name), importPath);
    const bin = path.join(folder, 'bin');
    await go.run(folder, 'build', QUICK_LINK, '-o', `${bin}/`, ...programs.map(({ name }) => `./${name}`));
    await pMap(
      programs,
      ({ importPath, name }) => runProgram(path.join(bin, name), importPath, { cwd, env, timeout }),
      {
        concurrency: availableParallelism(),
      },
    );
    await rm(bin, { recursive: true });
  }
}

async function writeProgram(folder: string, importPath: string): Promise<void> {
  await mkdir(folder);
  await writeFile(
    path.join(folder, 'main.go'),
    // The builtin `println` needs no import, whose init would run before.
    `package main\n\nimport _ "${importPath}"\n\nfunc main() { println("\\n${REACHED}") }\n`,
  );
}

async function runProgram(
  command: string,
  importPath: string,
  surroundings: Pick<ProcessRequest, 'cwd' | 'env' | 'timeout'>,
): Promise<void> {
  let reached = false;
  const log = (line: string): void => {
    reached ||= line.includes(REACHED);
  };
  const failure = (how: string, cause?: unknown): Error =>
    new Error(
      `a program that imports ${importPath} ${how}\nLet its init end without that. Where it needs what this machine lacks, name it in "smoke.skip" of workspace.json.`,
      { cause },
    );
  await runProcess({ command, args: [], log, ...surroundings }).catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw failure(`fails before its main function: ${why}`, cause);
  });
  if (!reached) throw failure('ends before its main function, with exit code 0.');
}
