import { PackagesError } from '@ameideio/version-manifest';
import { type Environment, type RegistryVariable, readRequiredRoot } from './environment.ts';
import { type ReadAccess, readCredential } from './reader.ts';

/**
 * Returns the registry that third parties come from; undefined if everything comes from one registry.
 *
 * @throws PackagesError VARIABLE_INVALID if its address is invalid, VARIABLE_MISSING if half of its credential is set.
 */
export function upstreamOf(
  variables: readonly RegistryVariable[],
  environment: Environment,
): ReadAccess | undefined {
  const variable = variables.find(({ neededFor, holds }) => neededFor === 'upstream' && holds === 'url');
  if (variable === undefined || !environment[variable.name]) return undefined;
  return {
    address: readRequiredRoot(variables, variable.name, environment),
    credential: readCredential(variables, environment, 'upstream'),
  };
}

/**
 * Reads the patterns of an ecosystem's variable of internal names.
 *
 * @param valid matches a pattern that can match a name.
 * @param advice ends the sentence "It holds a pattern, which …", and says what to write.
 * @throws PackagesError VARIABLE_INVALID, naming the first pattern that can match no name.
 */
export function internalPatternsIn(
  variables: readonly RegistryVariable[],
  environment: Environment,
  valid: RegExp,
  advice: string,
): string[] {
  const patterns = variables
    .filter(({ neededFor }) => neededFor === 'internal')
    .flatMap(({ name }) => (environment[name] ?? '').split(','))
    .map((pattern) => pattern.trim())
    .filter(Boolean);
  const wrong = patterns.find((pattern) => !valid.test(pattern));
  if (wrong === undefined) return patterns;
  throw new PackagesError(
    'VARIABLE_INVALID',
    `${namesOf(variables, 'internal')} holds "${wrong}", which ${advice}`,
  );
}

/** Lists the names of an ecosystem's variables of some kinds, as a sentence has them: "A, B and C". */
export function namesOf(
  variables: readonly RegistryVariable[],
  ...kinds: readonly RegistryVariable['neededFor'][]
): string {
  const names = kinds.flatMap((kind) => variables.filter(({ neededFor }) => neededFor === kind));
  return new Intl.ListFormat('en-GB').format(names.map(({ name }) => name));
}
