import type { GoMod } from './parse-go-mod.ts';

/**
 * The modules that the go command has found for imports of a module whose own go.mod requires none for them. It takes the
 * latest version then, another one each day, and `go build` of a user's program asks for `go get` first.
 *
 * @param user the go.mod of a program that uses it, with all that its packages need.
 */
export function undeclaredModules(own: GoMod, user: GoMod): string[] {
  // Until Go 1.17 a go.mod did not list what is needed indirectly. @see https://go.dev/ref/mod#graph-pruning
  const [, minor = '0'] = /^1\.(\d+)/.exec(own.go ?? '') ?? [];
  if (Number(minor) < 17) return [];
  const declared = new Set([own.module, ...own.requires.map(({ module }) => module)]);
  return user.requires.map(({ module }) => module).filter((module) => !declared.has(module));
}
