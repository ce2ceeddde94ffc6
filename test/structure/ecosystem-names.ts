import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ecosystems, listFilesUnder } from '@ameideio/ecosystems';
import { parseSync, Visitor } from 'oxc-parser';

/** A place that holds an ecosystem's name: its id, its language, its manifest's file or one of its variables. */
export interface Named {
  readonly file: string;
  /** 1 is the first. */
  readonly line: number;
  readonly name: string;
}

/** The folders in which everything serves every ecosystem. */
const FOLDERS = [
  'tools/nx-packages/src',
  'libs/ecosystems/src',
  'libs/version-manifest/src',
  'libs/local-registries/src',
];

/** What belongs to one ecosystem, and what only tests use. */
const OWN = new RegExp(
  `^libs/(ecosystems|local-registries)/src/(${ecosystems.map(({ id }) => id).join('|')})/|\\.test\\.ts$|/testing/`,
);

const NAMES: ReadonlySet<string> = new Set(
  ecosystems.flatMap(({ id, language, manifestFiles, variables }) => [
    id,
    language,
    manifestFiles,
    ...variables.map(({ name }) => name),
  ]),
);

/** Every place outside an ecosystem's own folders that holds its name. */
export async function ecosystemNames(root: string): Promise<Named[]> {
  const files = (await listFilesUnder(root, FOLDERS)).filter(
    (file) => /\.m?[jt]s$/.test(file) && !OWN.test(file),
  );
  const all = files.map(async (file) => namesIn(file, await readFile(path.join(root, file), 'utf8')));
  return (await Promise.all(all)).flat();
}

/** The names in a module: as a string, a template without gaps, a type, or the name of a property. */
export function namesIn(file: string, code: string): Named[] {
  const found: Named[] = [];
  const look = (name: unknown, start: number): void => {
    if (typeof name !== 'string' || !NAMES.has(name)) return;
    found.push({ file, line: code.slice(0, start).split('\n').length, name });
  };
  const lookAtKey = (key: { type: string; name?: unknown; start: number }, computed: boolean): void => {
    if (key.type === 'Identifier' && !computed) look(key.name, key.start);
  };
  new Visitor({
    Literal: ({ value, start }) => look(value, start),
    TemplateLiteral: ({ quasis, start }) => {
      if (quasis.length === 1) look(quasis[0]?.value.cooked, start);
    },
    Property: ({ key, computed }) => lookAtKey(key, computed),
    MemberExpression: ({ property, computed }) => lookAtKey(property, computed),
    TSPropertySignature: ({ key, computed }) => lookAtKey(key, computed),
  }).visit(parseSync(file, code).program);
  return found;
}
