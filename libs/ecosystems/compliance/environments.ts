import type { Ecosystem } from '../src/ecosystem.ts';
import type { Environment } from '../src/environment.ts';

const isAddress = (value: string | undefined): boolean => /^https?:/.test(value ?? '');

/** The environment without some variables. */
export function without(environment: Environment, ...names: readonly string[]): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.includes(name)));
}

/** The environment with nothing of an ecosystem's but what readers need. */
export function readOnly(environment: Environment, { variables }: Ecosystem): Environment {
  const uploads = variables.filter(({ neededFor }) => neededFor === 'upload');
  return without(environment, ...uploads.map(({ name }) => name));
}

/** The environment with every address of an ecosystem's at another origin, its paths as they were. */
export function movedTo(origin: string, environment: Environment, { variables }: Ecosystem): Environment {
  const moved = variables.flatMap(({ name }) => {
    const value = environment[name];
    return value !== undefined && isAddress(value)
      ? [[name, value.replace(/^https?:\/\/[^/]+/, origin)]]
      : [];
  });
  return { ...environment, ...Object.fromEntries(moved) };
}

/** The names of an ecosystem's variables that an upload's credential is made of. */
export function credentials(environment: Environment, { variables }: Ecosystem): string[] {
  const uploads = variables.filter(({ neededFor }) => neededFor === 'upload').map(({ name }) => name);
  return uploads.filter((name) => !isAddress(environment[name]));
}

/** The names of an ecosystem's variables that a reader's credential is made of. */
export function readCredentials({ variables }: Ecosystem): string[] {
  return variables.filter(({ neededFor }) => neededFor === 'read').map(({ name }) => name);
}

/** The environment in which third parties come from other registries, whose own variables are given. */
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
