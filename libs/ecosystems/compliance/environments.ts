import type { Ecosystem } from '../src/ecosystem.ts';
import type { Environment } from '../src/environment.ts';

const isAddress = (value: string | undefined): boolean => /^https?:/.test(value ?? '');

/** Removes some variables from the environment. */
export function omitVariables(environment: Environment, ...names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));
}

/** Removes all of an ecosystem's variables from the environment except those of readers. */
export function readOnly(environment: Environment, { variables }: Ecosystem): Environment {
  const uploads = variables.filter(({ neededFor }) => neededFor === 'upload');
  return omitVariables(environment, ...uploads.map(({ name }) => name));
}

/** Moves every address of an ecosystem's variables to another origin and keeps the paths. */
export function movedTo(origin: string, environment: Environment, { variables }: Ecosystem): Environment {
  const moved = variables.flatMap(({ name }) => {
    const value = environment[name];
    return value !== undefined && isAddress(value)
      ? [[name, value.replace(/^https?:\/\/[^/]+/, origin)]]
      : [];
  });
  return { ...environment, ...Object.fromEntries(moved) };
}

/** Lists the names of an ecosystem's variables for the credential of uploads. */
export function credentials(environment: Environment, { variables }: Ecosystem): string[] {
  const uploads = variables.filter(({ neededFor }) => neededFor === 'upload').map(({ name }) => name);
  return uploads.filter((name) => !isAddress(environment[name]));
}

/** Lists the names of an ecosystem's variables for the credential of readers. */
export function readCredentials({ variables }: Ecosystem): string[] {
  return variables.filter(({ neededFor }) => neededFor === 'read').map(({ name }) => name);
}

/** Makes the environment in which third parties come from other registries, given by their own variables. */
export function withUpstream(
  environment: Environment,
  upstream: Environment,
  ecosystems: readonly Pick<Ecosystem, 'variables'>[],
): Record<string, string> {
  const set = ecosystems.flatMap(({ variables }) => {
    const theirs = variables.filter(({ neededFor }) => ['address', 'read'].includes(neededFor));
    return theirs.map(({ name, holds }) => {
      const variable = variables.find((one) => one.neededFor === 'upstream' && one.holds === holds);
      return [variable?.name ?? '', upstream[name]] as const;
    });
  });
  const all = [...Object.entries(environment), ...set];
  return Object.fromEntries(all.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
