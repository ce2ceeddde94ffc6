import { compare, prerelease } from 'semver';
import { type HttpAnswer, RegistryError } from '../world/http.ts';
import { escapeModule } from './module-path.ts';
import { GoModSyntaxError, type GoRetract, parseGoMod } from './parse-go-mod.ts';
import { infoOf } from './wire.ts';

/** Requests a path below a module's own path from a proxy. */
type Ask = (suffix: string) => Promise<HttpAnswer>;

/**
 * Selects a version from the list as `go list -m <module>@latest` does: the newest release, else the newest
 * pre-release. Omits versions that the go.mod of the newest version retracts, and incompatible ones if the newest
 * compatible version has a go.mod. Undefined if the list is empty, or every version on it is retracted.
 *
 * @see https://go.dev/ref/mod#version-queries, and filterVersions and CheckRetractions of cmd/go/internal/modload
 */
export async function latestOf(
  module: string,
  listed: readonly string[],
  ask: Ask,
): Promise<string | undefined> {
  const sorted = listed.toSorted((a, b) => compare(a, b) || (a < b ? -1 : 1));
  const newest = await newestOf(module, sorted, ask);
  if (newest === undefined) return undefined;
  const retracts = retractsOf((await goModOf(newest, ask)) ?? '');
  const isRetracted = (version: string): boolean =>
    retracts.some(({ low, high }) => compare(low, version) <= 0 && compare(version, high) <= 0);
  if (!isRetracted(newest)) return newest;
  return newestOf(
    module,
    sorted.filter((version) => !isRetracted(version)),
    ask,
  );
}

/**
 * Describes how a proxy's `@latest` differs from the version that the go command selects; undefined if it does not, or
 * the proxy has no `@latest`. Proxies need not have it, and the go command asks for it only if the list has no version.
 */
export async function describeOddLatest(
  module: string,
  listed: readonly string[],
  ask: Ask,
): Promise<string | undefined> {
  try {
    const answer = await ask('@latest');
    if (answer.status !== 200) return undefined;
    const { Version } = infoOf(answer);
    const selected = await latestOf(module, listed, ask);
    return selected === undefined || selected === Version
      ? undefined
      : `@latest says ${Version}, and the go command selects ${selected}`;
  } catch (error) {
    if (error instanceof RegistryError) return error.message;
    throw error;
  }
}

async function newestOf(module: string, sorted: readonly string[], ask: Ask): Promise<string | undefined> {
  const compatible = sorted.filter((version) => !isIncompatible(version));
  const lastCompatible = compatible.at(-1);
  // An author with a go.mod knows modules, and so the path of a further major version.
  const considered =
    compatible.length < sorted.length &&
    lastCompatible !== undefined &&
    !isSynthetic(module, await goModOf(lastCompatible, ask))
      ? compatible
      : sorted;
  return considered.findLast((version) => prerelease(version) === null) ?? considered.at(-1);
}

/** Fetches the go.mod of a version; undefined if the proxy does not serve it. */
async function goModOf(version: string, ask: Ask): Promise<string | undefined> {
  const { status, body } = await ask(`@v/${escapeModule(version)}.mod`);
  return status === 200 ? body.toString('utf8') : undefined;
}

function isIncompatible(version: string): boolean {
  return version.endsWith('+incompatible');
}

/**
 * Whether a go.mod is the one that proxies serve for a version without. @see https://go.dev/ref/mod#goproxy-protocol
 */
function isSynthetic(module: string, goMod: string | undefined): boolean {
  return goMod === undefined || goMod === syntheticGoMod(module);
}

export function syntheticGoMod(module: string): string {
  return `module ${module}\n`;
}

/** Reads the retractions in another version's go.mod, as the go command does: none if it can't be parsed. */
function retractsOf(goMod: string): readonly GoRetract[] {
  try {
    return parseGoMod(goMod).retracts;
  } catch (error) {
    if (error instanceof GoModSyntaxError) return [];
    throw error;
  }
}
