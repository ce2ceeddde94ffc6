/** The place where a Go source declares its package's `Version`. */
export interface VersionConstant {
  /** The line of the name, counted from 1. */
  readonly line: number;
  /** The declared string; undefined if it is not a single string. */
  readonly literal: StringLiteral | undefined;
}

interface StringLiteral {
  /** The text between the quotes. */
  readonly text: string;
  /** The offset of {@link text} in the source. */
  readonly at: number;
}

interface Token {
  readonly kind: 'word' | 'string' | 'mark';
  readonly text: string;
  readonly at: number;
}

/** Matches comments, strings, runes, words, and any other character. @see https://go.dev/ref/spec#Lexical_elements */
const TOKEN =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$))|(?<string>"(?:[^"\\\n]|\\.)*"|`[^`]*`)|(?<rune>'(?:[^'\\\n]|\\.)+')|(?<word>[\p{L}\p{N}_]+)|(?<newline>\n)|(?<mark>\S)/gu;

/** Finds the package's own `const Version` or `var Version`, alone or in a block; undefined if there is none. */
export function findVersionConstant(source: string): VersionConstant | undefined {
  let depth = 0;
  const tokens = tokensOf(source);
  for (const [index, { kind, text }] of tokens.entries()) {
    if (depth === 0 && kind === 'word' && (text === 'const' || text === 'var')) {
      for (const spec of specsFrom(tokens, index + 1)) {
        const found = versionIn(spec);
        if (found === undefined) continue;
        const line = source.slice(0, found.name.at).split('\n').length;
        return { line, literal: found.literal };
      }
    }
    depth += nesting(text, kind);
  }
  return undefined;
}

/**
 * Splits a source into tokens, with the `;` that Go adds at the end of a line.
 * @see https://go.dev/ref/spec#Semicolons
 */
function tokensOf(source: string): Token[] {
  const tokens: Token[] = [];
  const endLine = (at: number): void => {
    const last = tokens.at(-1);
    if (last !== undefined && (last.kind !== 'mark' || /[)\]}]/.test(last.text)))
      tokens.push({ kind: 'mark', text: ';', at });
  };
  for (const { groups = {}, index: at } of source.matchAll(TOKEN)) {
    const { comment, string, word, rune, mark } = groups;
    if (string !== undefined) tokens.push({ kind: 'string', text: string, at });
    else if (word !== undefined) tokens.push({ kind: 'word', text: word, at });
    else if (rune !== undefined) tokens.push({ kind: 'word', text: rune, at });
    else if (mark !== undefined) tokens.push({ kind: 'mark', text: mark, at });
    else if (comment === undefined || comment.includes('\n')) endLine(at);
  }
  endLine(source.length);
  return tokens;
}

function nesting(text: string, kind: Token['kind']): number {
  if (kind !== 'mark') return 0;
  return /^[([{]$/.test(text) ? 1 : /^[)\]}]$/.test(text) ? -1 : 0;
}

/**
 * Returns the declarations after `const` or `var`: one, or those of a block.
 * @see https://go.dev/ref/spec#Constant_declarations
 */
function specsFrom(tokens: readonly Token[], start: number): Token[][] {
  const inBlock = tokens[start]?.kind === 'mark' && tokens[start].text === '(';
  const specs: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens.slice(inBlock ? start + 1 : start)) {
    depth += nesting(token.text, token.kind);
    if (depth < 0) break;
    if (depth > 0 || token.kind !== 'mark' || token.text !== ';') specs.at(-1)?.push(token);
    else if (inBlock) specs.push([]);
    else break;
  }
  return specs;
}

function versionIn(
  spec: readonly Token[],
): { readonly name: Token; readonly literal: StringLiteral | undefined } | undefined {
  const equals = spec.findIndex(({ kind, text }) => kind === 'mark' && text === '=');
  const names = listOf(equals === -1 ? spec : spec.slice(0, equals)).map(([first]) => first);
  const position = names.findIndex((name) => name?.kind === 'word' && name.text === 'Version');
  const name = names[position];
  if (name === undefined) return undefined;
  const [value, ...more] = equals === -1 ? [] : (listOf(spec.slice(equals + 1))[position] ?? []);
  if (value?.kind !== 'string' || more.length > 0) return { name, literal: undefined };
  return { name, literal: { text: value.text.slice(1, -1), at: value.at + 1 } };
}

/** Splits tokens at the commas that are outside of brackets. */
function listOf(tokens: readonly Token[]): Token[][] {
  const parts: Token[][] = [[]];
  let depth = 0;
  for (const token of tokens) {
    depth += nesting(token.text, token.kind);
    if (depth === 0 && token.kind === 'mark' && token.text === ',') parts.push([]);
    else parts.at(-1)?.push(token);
  }
  return parts;
}
