import { readFile } from 'node:fs/promises';
import type { Directive, Statement } from 'oxc-parser';
import type { DeclaredName } from './describe-types.ts';

/**
 * Whether an author stated that a value is exported. A declaration file without `export {}`, and a namespace, export
 * every declaration, even a helper for other declarations. A `let` in a namespace may exist only once it is set.
 *
 * @see https://www.typescriptlang.org/docs/handbook/declaration-files/templates/module-d-ts.html
 */
export async function isStatedExport({ name, file }: DeclaredName): Promise<boolean> {
  const text = file === undefined ? undefined : await readFile(file, 'utf8').catch(() => undefined);
  if (file === undefined || text === undefined) return true;
  const { parseSync } = await import('oxc-parser');
  const found = declarationsIn(parseSync(file, text).program.body, name);
  return found.length === 0 || found.includes('stated');
}

type Kind = 'stated' | 'implied' | 'settable';

/** Finds the declarations of a name, in these statements and in namespaces within them. */
function declarationsIn(statements: readonly (Directive | Statement)[], name: string, inner = false): Kind[] {
  return statements.flatMap((statement): Kind[] => {
    if (statement.type === 'ExportNamedDeclaration') {
      const isListed = statement.specifiers.some(({ exported }) => textOf(exported) === name);
      if (isListed) return ['stated'];
      const { declaration } = statement;
      if (declaration === null) return [];
      if (!declares(declaration, name)) return declarationsIn([declaration], name, inner);
      const settable = inner && declaration.type === 'VariableDeclaration' && declaration.kind !== 'const';
      return [settable ? 'settable' : 'stated'];
    }
    if (declares(statement, name)) return ['implied'];
    if (statement.type !== 'TSModuleDeclaration' || statement.body?.type !== 'TSModuleBlock') return [];
    return declarationsIn(statement.body.body, name, true);
  });
}

function declares(statement: Directive | Statement, name: string): boolean {
  switch (statement.type) {
    case 'VariableDeclaration':
      return statement.declarations.some(({ id }) => id.type === 'Identifier' && id.name === name);
    case 'FunctionDeclaration':
    case 'TSDeclareFunction':
    case 'ClassDeclaration':
    case 'TSEnumDeclaration':
      return statement.id?.name === name;
    default:
      return false;
  }
}

function textOf(name: {
  readonly type: string;
  readonly name?: string;
  readonly value?: string;
}): string | undefined {
  return name.name ?? name.value;
}
