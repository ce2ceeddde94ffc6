import { readFile } from 'node:fs/promises';
import { describeIssue, PackagesError } from '@ameideio/version-manifest';
import {
  findNodeAtLocation,
  getNodeValue,
  type JSONPath,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from 'jsonc-parser';
import type { z } from 'zod';

/** A parsed JSON file that knows the line of each value. */
export interface JsonFile<T> {
  readonly file: string;
  readonly text: string;
  readonly content: T;
  /** Returns the line of the property at this path, or of the nearest one around it, counted from 1. */
  lineOf(...path: JSONPath): number;
}

/** Reads a JSON file. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export async function readJsonFile<T>(file: string, schema: z.ZodType<T>): Promise<JsonFile<T>> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new PackagesError('MANIFEST_UNREADABLE', `${file} can't be read: ${String(cause)}.`, { cause });
  });
  return parseJsonFile(file, text, schema);
}

/** Parses the text of a JSON file. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
export function parseJsonFile<T>(file: string, text: string, schema: z.ZodType<T>): JsonFile<T> {
  const unreadable = (line: number, reason: string): PackagesError =>
    new PackagesError('MANIFEST_UNREADABLE', `${file}:${line} can't be read: ${reason}.`);

  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { disallowComments: true });
  const [error] = errors;
  if (root === undefined || error !== undefined) {
    const reason =
      error === undefined ? 'it is empty' : `it is not JSON (${printParseErrorCode(error.error)})`;
    throw unreadable(lineAt(text, error?.offset ?? 0), reason);
  }

  const lineOf = (...path: JSONPath): number => {
    const node = findNodeAtLocation(root, path);
    if (node === undefined && path.length > 0) return lineOf(...path.slice(0, -1));
    const property = node?.parent?.type === 'property' ? node.parent : node;
    return lineAt(text, (property ?? root).offset);
  };
  const parsed = schema.safeParse(getNodeValue(root));
  if (parsed.success) return { file, text, content: parsed.data, lineOf };
  const lines = parsed.error.issues.map((issue) => {
    const path = issue.path.filter((segment) => typeof segment !== 'symbol');
    return unreadable(lineOf(...path), describeIssue(issue)).message;
  });
  throw new PackagesError('MANIFEST_UNREADABLE', lines.join('\n'));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}
