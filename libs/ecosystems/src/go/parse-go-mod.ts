/** A `require` of a go.mod. */
export interface GoRequire {
  readonly module: string;
  readonly version: string;
  readonly line: number;
}

/** A `replace` of a go.mod or go.work. */
export interface GoReplace {
  readonly module: string;
  /** The one version that it replaces; undefined for all of them. */
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

/** A range of versions that a `retract` of a go.mod takes back, both ends included. */
export interface GoRetract {
  readonly low: string;
  readonly high: string;
}

export interface GoMod {
  readonly module: string | undefined;
  /** The version of Go that it states, such as 1.24 or 1.24.1. */
  readonly go: string | undefined;
  readonly requires: readonly GoRequire[];
  readonly replaces: readonly GoReplace[];
  readonly excludes: readonly GoExclude[];
  readonly retracts: readonly GoRetract[];
  /** Of a go.work: the folders that it covers, with their lines. */
  readonly uses: readonly { readonly path: string; readonly line: number }[];
}

/** A line that is none of the grammar's. */
export class GoModSyntaxError extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.line = line;
  }
}

/**
 * Reads what the pipeline asks of a go.mod or go.work, with line numbers, which `go mod edit -json` does not give.
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

/** A quoted word, a bare one up to a comment, or a mark that is a word wherever it stands. */
const WORD = /^(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`|((?:(?!\/\/)[^\s"`()[\]{},])+|[()[\]{},]))\s*/;

/** The words of a line without its comment; a quoted one without its quotes. */
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
