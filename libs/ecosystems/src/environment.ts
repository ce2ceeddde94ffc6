import { PackagesError } from '@ameideio/version-manifest';

/** Where values of variables come from: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RegistryVariable {
  readonly name: string;
  /** Ends the sentence "It is …". */
  readonly purpose: string;
  /**
   * - `address`: always needed.
   * - `upload`: needed only where something has to be uploaded.
   * - `read`: needed only where the registry lets nobody read without a credential.
   * - `upstream`: never needed; third parties then come from the one registry.
   * - `internal`: never needed; the workspace's SDKs are never taken from the upstream in any case.
   */
  readonly neededFor: 'address' | 'upload' | 'read' | 'upstream' | 'internal';
  /** What its value is. No two variables of an ecosystem have both this and {@link neededFor} in common. */
  readonly holds: 'url' | 'token' | 'username' | 'password' | 'patterns';
  /** Of a credential for reading that has two variables, the name of the other one: they are set both or neither. */
  readonly otherHalf?: string;
}

/** Values of an ecosystem's variables by what they are needed for and what they hold, as whoever runs its registry knows them. */
export type VariableValues = Readonly<
  Partial<Record<RegistryVariable['neededFor'], Readonly<Partial<Record<RegistryVariable['holds'], string>>>>>
>;

/**
 * The environment in which an ecosystem's variables have these values.
 *
 * @throws Error where the ecosystem has no variable for one of them.
 */
export function environmentOf(
  variables: readonly RegistryVariable[],
  values: VariableValues,
): Record<string, string> {
  const named = Object.entries(values).flatMap(([neededFor, parts]) =>
    Object.entries(parts).map(([holds, value]): [string, string] => {
      const variable = variables.find((one) => one.neededFor === neededFor && one.holds === holds);
      if (variable === undefined)
        throw new Error(`No variable of this ecosystem holds a ${holds} needed for "${neededFor}".`);
      return [variable.name, value];
    }),
  );
  return Object.fromEntries(named);
}

/** The variables that are not set, or empty, and have to be. Half of a credential has to be where the other half is set. */
export function missingVariables(
  variables: readonly RegistryVariable[],
  environment: Environment,
): RegistryVariable[] {
  return variables.filter(
    ({ name, neededFor, otherHalf = '' }) =>
      !environment[name] &&
      (neededFor === 'address' || neededFor === 'upload' || Boolean(environment[otherHalf])),
  );
}

/** The one sentence for each missing variable. */
export function missingError(missing: readonly RegistryVariable[]): PackagesError {
  const lines = missing.map(
    ({ name, purpose }) => `${name} is not set. It is ${purpose}. See README, "Environment".`,
  );
  return new PackagesError('VARIABLE_MISSING', lines.join('\n'));
}

/**
 * Checks what everybody needs who only reads.
 *
 * @throws PackagesError VARIABLE_MISSING with every address that is not set, and every half of a credential for reading.
 */
export function requireReading(variables: readonly RegistryVariable[], environment: Environment): void {
  const reading = new Set(variables.filter(({ neededFor }) => neededFor !== 'upload'));
  const missing = missingVariables([...reading], environment);
  if (missing.length > 0) throw missingError(missing);
}

/**
 * The value of a variable that is needed now.
 *
 * @throws PackagesError VARIABLE_MISSING, with what it is for.
 */
export function required(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined) throw new Error(`${name} is not among the ecosystem's variables.`);
  const value = environment[name];
  if (!value) throw missingError([variable]);
  return value;
}

/**
 * The value of a variable that holds an address, as it was set: of one that is asked itself, a final slash may count.
 *
 * @throws PackagesError VARIABLE_MISSING where it is not set, VARIABLE_INVALID where it is no http(s) address or bears a
 * password.
 */
export function requiredAddress(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  const value = required(variables, name, environment);
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new PackagesError(
      'VARIABLE_INVALID',
      `${name} is no http(s) address. Set it to one. See README, "Environment".`,
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new PackagesError(
      'VARIABLE_INVALID',
      `${name} bears a user or password, and addresses are shown. Set the credential's own variable instead.`,
    );
  }
  return value;
}

/** The same of an address below which things are read, without a final slash. */
export function requiredRoot(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  return requiredAddress(variables, name, environment).replace(/\/+$/, '');
}
