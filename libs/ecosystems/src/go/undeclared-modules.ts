import type { GoMod } from './parse-go-mod.ts';

/**
 * Lists the modules that the go command found for imports of a module whose own go.mod does not require them. It then
 * selects the latest version, a different one each day, and `go build` of a user's program asks for `go get` first.
 *
 * @param user the go.mod of a program that uses the module, with everything that its packages need.
 */
export function findUndeclaredModules(own: GoMod, user: GoMod): string[] {
  // Until Go 1.17 a go.mod did not list indirect requirements. @see https://go.dev/ref/mod#graph-pruning
  const [, minor = '0'] = /^1\.(\d+)/.exec(own.go ?? '') ?? [];
  if (Number(minor) < 17) return [];
  const declaredModules = new Set([own.module, ...own.requires.map(({ module }) => module)]);
  return user.requires.map(({ module }) => module).filter((module) => !declaredModules.has(module));
}
