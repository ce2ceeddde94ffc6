import path from 'node:path';
import type { PackageJson } from './package-json.ts';

/** A program that a package installs. */
export interface Bin {
  readonly name: string;
  /** From the package's folder. */
  readonly file: string;
  /** The interpreter of its first line: `node`, `sh`, `bun`; also `node` for JavaScript without such a line. */
  readonly interpreter: string | undefined;
  /** The arguments for the interpreter in its first line: `--enable-source-maps`. */
  readonly flags: readonly string[];
}

/** Lists the programs of a package, named as npm does: by the last part of each name. */
export function binsOf(packageJson: PackageJson, read: (file: string) => string): Bin[] {
  const { name, bin = {} } = packageJson;
  const named = typeof bin === 'string' ? { [name]: bin } : bin;
  return Object.entries(named).map(([key, target]) => {
    const file = path.posix.join('.', target);
    return { name: path.posix.basename(key), file, ...parseFirstLine(file, read(file)) };
  });
}

/** @see https://man7.org/linux/man-pages/man1/env.1.html `-S` */
function parseFirstLine(file: string, source: string): Pick<Bin, 'interpreter' | 'flags'> {
  const [, line] = /^#!\s*(.*)/.exec(source) ?? [];
  if (line === undefined) return { interpreter: /\.[cm]?js$/.test(file) ? 'node' : undefined, flags: [] };
  const [program = '', ...words] = line.trim().split(/\s+/);
  if (path.posix.basename(program) !== 'env') return { interpreter: programName(program), flags: words };
  const rest = words.filter((word) => word !== '-S');
  const at = rest.findIndex((word) => !word.includes('='));
  return { interpreter: programName(rest[at] ?? ''), flags: at === -1 ? [] : rest.slice(at + 1) };
}

function programName(program: string): string {
  const name = path.posix.basename(program);
  return name === 'nodejs' ? 'node' : name;
}

/** Names a program in the smoke's result. */
export function titleOf({ name }: Bin): string {
  return `bin ${name}`;
}
