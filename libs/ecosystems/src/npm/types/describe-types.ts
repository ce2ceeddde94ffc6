// node describe-types.ts FOLDER OUTPUT: compiles the project in FOLDER and writes what the compiler knows of it. The
// compiler's interface changes between versions, so its version is pinned and no other module imports it.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import {
  isExternalModuleReference,
  isImportDeclaration,
  isImportEqualsDeclaration,
  type Node,
} from 'typescript/unstable/ast';
import {
  API,
  type Checker,
  type Diagnostic,
  ModuleKind,
  type Project,
  SignatureKind,
  SymbolFlags,
  type Type,
  type Symbol as TypeScriptSymbol,
} from 'typescript/unstable/sync';

/** An error that the compiler reports. */
export interface CompilerError {
  /** Absolute; undefined if the error concerns the whole project or one of TypeScript's own libraries. */
  readonly file?: string;
  /** Counted from 1. */
  readonly line?: number;
  /** The text that the error is about, cut at 100 characters. */
  readonly at?: string;
  /** @see https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json */
  readonly code: number;
  readonly text: string;
}

/** A value that declarations say a module exports. */
export interface DeclaredName {
  readonly name: string;
  /** The file that declares it. */
  readonly file?: string;
}

/** The exports of a path at run time, by its declarations. */
export interface DeclaredExports {
  readonly names: readonly DeclaredName[];
  /** Whether the declarations use `export =`. */
  readonly assigned: boolean;
  /** Whether the default import, from `export default` or `export =`, can be called or constructed. */
  readonly callable: boolean;
  /** Whether TypeScript treats the declarations as those of a CommonJS module. */
  readonly commonJs: boolean;
}

export interface DescribedTypes {
  readonly errors: readonly CompilerError[];
  /** The targets of each file's imports, by file of the project; null for a target without declarations. */
  readonly imports: Readonly<Record<string, readonly (DeclaredExports | null)[]>>;
}

/** Enums and namespaces that do not exist at run time. */
const ERASED = SymbolFlags.ConstEnum | SymbolFlags.ConstEnumOnlyModule;
/** Members of a namespace, and methods. Not properties, which may come and go. */
const STATED =
  SymbolFlags.Variable | SymbolFlags.Function | SymbolFlags.Class | SymbolFlags.Method | SymbolFlags.Module;

/** Compiles the project in a folder, whose files import one path a line. */
export function describeTypes(folder: string): DescribedTypes {
  const api = new API({ cwd: folder });
  try {
    const snapshot = api.updateSnapshot({ openProjects: [path.join(folder, 'tsconfig.json')] });
    const [project] = snapshot.getProjects();
    if (project === undefined) throw new Error(`${folder} holds no tsconfig.json.`);
    const imports = project.rootFiles.map((file) => [path.basename(file), importsOf(project, file)]);
    return { errors: errorsOf(project), imports: Object.fromEntries(imports) };
  } finally {
    api.close();
  }
}

function errorsOf({ program }: Project): CompilerError[] {
  const found = [
    ...program.getConfigFileParsingDiagnostics(),
    ...program.getProgramDiagnostics(),
    ...program.getGlobalDiagnostics(),
    ...program.getSyntacticDiagnostics(),
    ...program.getSemanticDiagnostics(),
  ];
  const texts = new Map<string, string>();
  const readText = (file: string): string => {
    const text = texts.get(file) ?? readFileSync(file, 'utf8');
    texts.set(file, text);
    return text;
  };
  return found.map((diagnostic) => {
    const { fileName, pos, end, code } = diagnostic;
    const error = { code, text: textOf(diagnostic) };
    // TypeScript's own libraries are inside the compiler.
    if (fileName === undefined || !existsSync(fileName)) return error;
    const text = readText(fileName);
    const line = text.slice(0, pos).split('\n').length;
    return { file: fileName, line, at: text.slice(pos, Math.min(end, pos + 100)), ...error };
  });
}

function textOf({ text, messageChain = [] }: Diagnostic): string {
  return [text, ...messageChain.map(textOf)].join(' ');
}

function importsOf(project: Project, file: string): (DeclaredExports | null)[] {
  const source = project.program.getSourceFile(file);
  return (source?.statements ?? []).flatMap((statement) => {
    const specifier = specifierOf(statement);
    if (specifier === undefined) return [];
    const symbol = project.checker.getSymbolAtLocation(specifier);
    return [symbol === undefined ? null : exportsOf(project, symbol)];
  });
}

/** Returns the node of an import's specifier: `"sdk"`. */
function specifierOf(statement: Node): Node | undefined {
  if (isImportDeclaration(statement)) return statement.moduleSpecifier;
  if (!isImportEqualsDeclaration(statement)) return undefined;
  const { moduleReference } = statement;
  return isExternalModuleReference(moduleReference) ? moduleReference.expression : undefined;
}

function exportsOf({ program, checker }: Project, symbol: TypeScriptSymbol): DeclaredExports {
  const file = symbol.valueDeclaration?.path;
  const format =
    file === undefined ? undefined : program.getSourceFileMetadataByPath(file)?.impliedNodeFormat;
  const commonJs = format === ModuleKind.CommonJS;
  const assignment = symbol.getExports().get('export=' as TypeScriptSymbol['escapedName']);
  if (assignment !== undefined)
    return { ...listAssignedExports(checker, assignment), assigned: true, commonJs };

  const type = checker.getTypeOfSymbol(symbol);
  const values = type === undefined ? [] : checker.getPropertiesOfType(type);
  const names = values.filter(({ flags }) => (flags & ERASED) === 0).map(nameOf);
  const standard = values.find(({ name }) => name === 'default');
  const callable = standard !== undefined && isCallable(checker, checker.getTypeOfSymbol(standard));
  return { names, assigned: false, callable, commonJs };
}

/** Lists the members that `export =` states: those of a namespace, a class or an object, not those of an instance. */
function listAssignedExports(
  checker: Checker,
  assignment: TypeScriptSymbol,
): Pick<DeclaredExports, 'names' | 'callable'> {
  const target =
    (assignment.flags & SymbolFlags.Alias) === 0 ? assignment : checker.getAliasedSymbol(assignment);
  const type = checker.getTypeOfSymbol(target);
  if (type === undefined) return { names: [], callable: false };
  const kind = type.getSymbol()?.flags ?? 0;
  const callable = isCallable(checker, type);
  const isObject = (kind & (SymbolFlags.TypeLiteral | SymbolFlags.ObjectLiteral)) !== 0;
  const isInstance = (kind & (SymbolFlags.Class | SymbolFlags.Interface)) !== 0 && !callable;
  if (isInstance) return { names: [], callable };
  const names = checker
    .getPropertiesOfType(type)
    .filter(({ flags }) => (flags & (ERASED | SymbolFlags.Optional | SymbolFlags.Prototype)) === 0)
    .filter(({ flags }) => isObject || (flags & STATED) !== 0)
    .map(nameOf);
  return { names, callable };
}

function isCallable(checker: Checker, type: Type | undefined): boolean {
  const kinds = [SignatureKind.Call, SignatureKind.Construct];
  return type !== undefined && kinds.some((kind) => checker.getSignaturesOfType(type, kind).length > 0);
}

function nameOf({ name, declarations: [declaration] }: TypeScriptSymbol): DeclaredName {
  return declaration === undefined ? { name } : { name, file: declaration.path };
}

const [, program, folder, output] = process.argv;
if (program === import.meta.filename && folder !== undefined && output !== undefined)
  writeFileSync(output, JSON.stringify(describeTypes(folder)));
