import { createRequire } from 'node:module';
import { PackagesError } from '@ameideio/version-manifest';
import { parse, TomlError } from 'smol-toml';
import type { AST } from 'toml-eslint-parser';

/** The keys and indexes that lead to a value: `['project', 'dependencies', 0]`. */
export type TomlPath = readonly (string | number)[];

/** A TOML file. */
export interface Toml {
  readonly file: string;
  readonly text: string;
  readonly content: unknown;
  /** Returns the line of a value, or of the nearest node around a missing one, counted from 1. */
  lineOf(...path: TomlPath): number;
}

/** Parses a TOML file. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export function parseToml(file: string, text: string): Toml {
  let program: AST.TOMLProgram | undefined;
  const lineOf = (...path: TomlPath): number => {
    program ??= parseWithLines(text);
    return lineIn(program, path);
  };
  try {
    return { file, text, content: parse(text), lineOf };
  } catch (cause) {
    if (!(cause instanceof TomlError)) throw cause;
    const [reason = ''] = cause.message.split('\n');
    throw new PackagesError('MANIFEST_UNREADABLE', `${file}:${cause.line} can't be read: ${reason}.`, {
      cause,
    });
  }
}

/** The parser with lines takes thirty times as long, so it is loaded only if a line is needed. */
function parseWithLines(text: string): AST.TOMLProgram {
  const { parseTOML } = createRequire(import.meta.url)(
    'toml-eslint-parser',
  ) as typeof import('toml-eslint-parser');
  return parseTOML(text, { tomlVersion: '1.1' });
}

/** Returns the line of the first node that shares most of the path. */
function lineIn({ body: [top] }: AST.TOMLProgram, path: TomlPath): number {
  let best = { line: 1, shared: 0 };
  for (const [at, node] of nodesBelow(top, [])) {
    const differ = path.findIndex((key, index) => key !== at[index]);
    const shared = differ === -1 ? path.length : differ;
    if (shared > best.shared) best = { line: node.loc.start.line, shared };
  }
  return best.line;
}

/** Yields each node that has a path, with the path. */
function* nodesBelow(node: AST.TOMLNode, at: TomlPath): Generator<[TomlPath, AST.TOMLNode]> {
  switch (node.type) {
    case 'TOMLTopLevelTable':
    case 'TOMLInlineTable':
      for (const entry of node.body) yield* nodesBelow(entry, at);
      break;
    case 'TOMLTable':
      yield [node.resolvedKey, node];
      for (const entry of node.body) yield* nodesBelow(entry, node.resolvedKey);
      break;
    case 'TOMLKeyValue': {
      const own = [...at, ...node.key.keys.map((key) => (key.type === 'TOMLBare' ? key.name : key.value))];
      yield [own, node];
      yield* nodesBelow(node.value, own);
      break;
    }
    case 'TOMLArray':
      for (const [index, element] of node.elements.entries()) {
        yield [[...at, index], element];
        yield* nodesBelow(element, [...at, index]);
      }
      break;
  }
}
