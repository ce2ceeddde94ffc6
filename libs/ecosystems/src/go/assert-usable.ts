import { PackagesError } from '@ameideio/version-manifest';
import type { ModuleZip } from './modzip.ts';
import type { GoMod, GoReplace, GoRequire } from './parse-go-mod.ts';

/**
 * Refuses a go.mod with directives that work in this module alone but that its users would need. `go install` refuses
 * programs of a module with a `replace` or an `exclude`; a version that stands for a replacement can't be downloaded.
 *
 * @param file the path of the go.mod, for the error message.
 * @throws PackagesError SDK_NOT_PACKABLE with every such line.
 * @see https://go.dev/ref/mod#go-install
 */
export function assertUsable(
  file: string,
  goMod: GoMod,
  { programs, imports }: Pick<ModuleZip, 'programs' | 'imports'>,
  warn: (message: string) => void,
): void {
  const { module = '', replaces, excludes, requires } = goMod;
  const faults: string[] = [];
  if (programs.length > 0) {
    const [program = ''] = programs;
    const path = program === '.' ? module : `${module}/${program}`;
    const why = `so "go install ${path}@version" fails: go refuses to install programs of a module with such a line. Remove it, or move the program into a module of its own.`;
    for (const { module: replaced, line } of replaces)
      faults.push(`${file}:${line} replaces ${replaced}, ${why}`);
    for (const { module: excluded, line } of excludes)
      faults.push(`${file}:${line} excludes ${excluded}, ${why}`);
  }
  for (const required of requires) {
    const replace = replaces.find((one) => standsFor(one, required));
    if (replace === undefined) continue;
    const fault = `${file}:${required.line} requires ${required.module} ${required.version}, which only the replace in line ${replace.line} makes available: no user can download that version.`;
    if (imports.some((imported) => providerOf(imported, requires) === required.module))
      faults.push(`${fault} Publish ${required.module} and require its version.`);
    else warn(`${fault} No package needs it, but "go list -m all" fails for users.`);
  }
  if (faults.length > 0) throw new PackagesError('SDK_NOT_PACKABLE', faults.join('\n'));
}

/** The version that the go command writes for a module which it knows only by its replacement. */
const NO_VERSION = 'v0.0.0-00010101000000-000000000000';

/**
 * Whether a version only stands for its replacement. People usually write `v0.0.0` for that, but a real module may have
 * that version, and so may a fork's origin.
 */
function standsFor(replace: GoReplace, { module, version }: GoRequire): boolean {
  if (replace.module !== module || (replace.version ?? version) !== version) return false;
  return version === NO_VERSION || (version === 'v0.0.0' && replace.targetVersion === undefined);
}

/** Returns the required module that holds a package; of several, the one with the longest path. */
function providerOf(imported: string, requires: readonly GoRequire[]): string | undefined {
  return requires
    .map(({ module }) => module)
    .filter((module) => imported === module || imported.startsWith(`${module}/`))
    .toSorted((one, other) => one.length - other.length)
    .at(-1);
}
