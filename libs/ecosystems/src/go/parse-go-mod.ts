/** A `require` of a go.mod. */
export interface GoRequire {
  readonly module: string;
  readonly version: string;
  readonly line: number;
}

/** A `replace` of a go.mod or go.work. */
export interface GoReplace {
  readonly module: string;
  /** The replaced version; undefined for every version. */
  readonly version: string | undefined;
  readonly target: string;
  /** Undefined if the target is a path. */
  readonly targetVersion: string | undefined;
  readonly line: number;
}

/** An `exclude` of a go.mod. */
export interface GoExclude {
  readonly module: string;
  readonly line: number;
}

/** A range of versions in a `retract` of a go.mod, both ends included. */
export interface GoRetract {
  readonly low: string;
  readonly high: string;
}

export interface GoMod {
  readonly module: string | undefined;
  /** The version of Go in the `go` directive, such as 1.24 or 1.24.1. */
  readonly go: string | undefined;
  readonly requires: readonly GoRequire[];
  readonly replaces: readonly GoReplace[];
  readonly excludes: readonly GoExclude[];
  readonly retracts: readonly GoRetract[];
  /** The folders that a go.work covers, with their lines. */
  readonly uses: readonly { readonly path: string; readonly line: number }[];
}

/** A line that breaks the grammar of go.mod. */
export class GoModSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Parses what the pipeline needs of a go.mod or go.work, with line numbers, which `go mod edit -json` lacks.
 *
 * @see https://go.dev/ref/mod#go-mod-file-grammar
 * @throws GoModSyntaxError
 */
export function parseGoMod(text: string): GoMod {
  let module: string | undefined;
  let go: string | undefined;
  const requires: GoRequire[] = [];
  const replaces: GoReplace[] = [];
  const excludes: GoExclude[] = [];
  const retracts: GoRetract[] = [];
  const uses: { path: string; line: number }[] = [];
  let block: string | undefined;

  for (const [index, whole] of text.split('\n').entries()) {
    const line = index + 1;
    let words = wordsOf(whole, line);
    if (words.length === 0) continue;
    if (block !== undefined && words[0] === ')') {
      block = undefined;
      continue;
    }
    if (block === undefined && words[1] === '(') {
      block = words[0];
      continue;
    }
    if (block !== undefined) words = [block, ...words];
    const [directive, first, second, third, fourth] = words;
    if (directive === undefined || first === undefined)
      throw new GoModSyntaxError(line, `"${whole.trim()}" lacks an argument`);
    switch (directive) {
      case 'module':
        module = first;
        break;
      case 'go':
        go = first;
        break;
      case 'require':
        if (second === undefined)
          throw new GoModSyntaxError(line, `the requirement of ${first} lacks a version`);
        requires.push({ module: first, version: second, line });
        break;
      case 'replace': {
        const [target, targetVersion] = second === '=>' ? [third, fourth] : [fourth, words[5]];
        if (target === undefined)
          throw new GoModSyntaxError(line, `the replacement of ${first} lacks a target`);
        const version = second === '=>' ? undefined : second;
        replaces.push({ module: first, version, target, targetVersion, line });
        break;
      }
      case 'exclude':
        excludes.push({ module: first, line });
        break;
      case 'retract':
        // Either a version, or "[low, high]", whose brackets and comma are words.
        if (first !== '[') retracts.push({ low: first, high: first });
        else if (second !== undefined && fourth !== undefined) retracts.push({ low: second, high: fourth });
        break;
      case 'use':
        uses.push({ path: first, line });
        break;
      default:
    }
  }
  if (block !== undefined)
    throw new GoModSyntaxError(text.split('\n').length, `the block "${block} (" is not closed`);
  return { module, go, requires, replaces, excludes, retracts, uses };
}

/** Matches a quoted word, a bare one up to a comment, or a mark that is always a word. */
const WORD = /^(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|((?:(?!\/\/)[^\s"`()[\]{},])+|[()[\]{},]))\s*/;

/** Splits a line without its comment into words; quoted words lose their quotes. */
function wordsOf(line: string, number: number): string[] {
  const words: string[] = [];
  let rest = line.trim();
  while (rest !== '' && !rest.startsWith('//')) {
    const match = WORD.exec(rest);
    if (match === null) throw new GoModSyntaxError(number, 'a quote is not closed');
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
    rest = rest.slice(match[0].length);
  }
  return words;
}
