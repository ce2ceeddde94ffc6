import type { RunTimeExports, RunTimeValue } from '../run/exports.ts';
import type { ModuleSystem } from '../user-programs.ts';
import type { DeclaredExports, DeclaredName } from './describe-types.ts';

/** A path's declarations and its exports at run time, in one module system. */
export interface ComparedPath {
  readonly system: ModuleSystem;
  readonly specifier: string;
  readonly declared: DeclaredExports;
  readonly exported: RunTimeExports;
}

/** A difference between a path's declarations and its exports at run time. */
export interface Difference {
  readonly system: ModuleSystem;
  readonly specifier: string;
  /** The effect on users, as the end of a sentence that starts with the path. The missing names follow it. */
  readonly what: string;
  /** The declared values that do not exist; empty for another kind of difference. */
  readonly missing: readonly DeclaredName[];
  /** Whether only TypeScript's view differs, so that a working program compiles all the same. */
  readonly harmless: boolean;
}

/**
 * Compares declarations with a path's exports. A program that compiles must not fail at run time because a name is
 * missing or a default import is another value.
 *
 * @see https://www.typescriptlang.org/docs/handbook/modules/appendices/esm-cjs-interop.html
 */
export function compareExports(compared: ComparedPath): Difference[] {
  if (compared.exported.whole.opaque) return [];
  return compared.system === 'import' ? compareImport(compared) : compareRequire(compared);
}

function compareRequire(compared: ComparedPath): Difference[] {
  const { declared, exported } = compared;
  const { lacks, differs } = differencesOf(compared);
  const isOther = declared.assigned && declared.callable && !exported.whole.callable;
  return [
    ...lacks('does not have', missingNames(declared.names, exported.whole)),
    ...(isOther
      ? differs('can not be called or constructed, though its declarations say so by "export ="')
      : []),
  ];
}

function compareImport(compared: ComparedPath): Difference[] {
  const { lacks } = differencesOf(compared);
  const { names, assigned, commonJs } = compared.declared;
  const { whole, default: standard } = compared.exported;
  const named = missingNames(
    names.filter(({ name }) => name !== 'default'),
    whole,
  );
  // A proxy's names are unknown, but Node.js gives no named export of it.
  const unseen = named.filter(({ name }) => standard?.opaque || standard?.names.includes(name));
  const absentNames = named.filter((name) => !unseen.includes(name));
  return [
    ...lacks('does not have', absentNames),
    // For `export =`, TypeScript also offers each member as a named export, though authors mean members of the default.
    ...lacks('is CommonJS that must say "exports.name = …" for Node.js to see', unseen, assigned),
    ...(commonJs ? compareDefaultOfCommonJs(compared) : compareDefault(compared)),
  ];
}

/** Compares `default` for declarations of an ES module: it is the value of `export default`. */
function compareDefault(compared: ComparedPath): Difference[] {
  const { lacks, differs } = differencesOf(compared);
  const { names, callable } = compared.declared;
  const standard = compared.exported.default;
  const defaults = names.filter(({ name }) => name === 'default');
  if (standard === undefined) return lacks('does not have', defaults);
  return defaults.length > 0 && callable && !standard.callable && !standard.opaque
    ? differs('has a default that can not be called or constructed, though its declarations say so')
    : [];
}

/** Compares `default` for declarations of CommonJS: to TypeScript, `default` is all of `module.exports`. */
function compareDefaultOfCommonJs(compared: ComparedPath): Difference[] {
  const { lacks, differs } = differencesOf(compared);
  const { names, assigned, callable } = compared.declared;
  const standard = compared.exported.default;
  const defaults = names.filter(({ name }) => name === 'default');
  if (standard === undefined) {
    if (assigned) return differs('has no default, though its declarations say "export ="');
    if (defaults.length > 0) return lacks('does not have', defaults);
    return differs(
      'is an ES module without a default, which TypeScript adds since its declarations are CommonJS',
      true,
    );
  }
  if (standard.opaque) return [];
  if (assigned)
    return callable && !standard.callable
      ? differs('has a default that can not be called or constructed, though its declarations say so')
      : [];
  if (defaults.length === 0 || standard.names.includes('default')) return [];
  // If the default is an object, users reach its members without the second `default`.
  return differs(
    'has no "default" within its default, where TypeScript looks for it since its declarations are CommonJS',
    !callable,
  );
}

const missingNames = (names: readonly DeclaredName[], value: RunTimeValue): DeclaredName[] =>
  names.filter(({ name }) => !value.names.includes(name));

interface Differences {
  differs(what: string, harmless?: boolean): Difference[];
  /** Makes a difference for missing names, if there are any. */
  lacks(what: string, missing: readonly DeclaredName[], harmless?: boolean): Difference[];
}

function differencesOf({ system, specifier }: ComparedPath): Differences {
  return {
    differs: (what, harmless = false) => [{ system, specifier, what, missing: [], harmless }],
    lacks: (what, missing, harmless = false) =>
      missing.length === 0 ? [] : [{ system, specifier, what, missing, harmless }],
  };
}
