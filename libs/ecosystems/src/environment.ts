import { PackagesError } from '@ameideio/version-manifest';

/** The values of variables: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RegistryVariable {
  readonly name: string;
  /** Ends the sentence "It is …". */
  readonly purpose: string;
  /**
   * - `address`: always needed.
   * - `upload`: needed only if something must be uploaded.
   * - `read`: needed only if the registry requires a credential of its readers.
   * - `upstream`: optional; without it, third parties come from the one registry.
   * - `internal`: optional; the workspace's SDKs never come from the upstream in any case.
   */
  readonly neededFor: 'address' | 'upload' | 'read' | 'upstream' | 'internal';
  /** The kind of value. No two variables of an ecosystem have the same kind and the same {@link neededFor}. */
  readonly holds: 'url' | 'token' | 'username' | 'password' | 'patterns';
  /** The other variable of a two-part credential for reading: set both or neither. */
  readonly otherHalf?: string;
}

/**
 * Values of an ecosystem's variables, by purpose and kind, from code that runs a registry and knows no variable's name.
 */
export type VariableValues = Readonly<
  Partial<Record<RegistryVariable['neededFor'], Readonly<Partial<Record<RegistryVariable['holds'], string>>>>>
>;

/**
 * Makes the environment in which an ecosystem's variables have these values.
 *
 * @throws Error if the ecosystem has no variable for one of them.
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

/** Lists the required variables that are unset or empty. Half of a credential is required if the other half is set. */
export function listMissingVariables(
  variables: readonly RegistryVariable[],
  environment: Environment,
): RegistryVariable[] {
  return variables.filter(
    ({ name, neededFor, otherHalf = '' }) =>
      !environment[name] &&
      (neededFor === 'address' || neededFor === 'upload' || Boolean(environment[otherHalf])),
  );
}

/** Makes the error with a sentence for each missing variable. */
export function makeVariableError(missing: readonly RegistryVariable[]): PackagesError {
  const lines = missing.map(
    ({ name, purpose }) => `${name} is not set. It is ${purpose}. See README, "Environment".`,
  );
  return new PackagesError('VARIABLE_MISSING', lines.join('\n'));
}

/**
 * Checks the variables that every reader needs.
 *
 * @throws PackagesError VARIABLE_MISSING, naming every unset address and every missing half of a reader's credential.
 */
export function requireReading(variables: readonly RegistryVariable[], environment: Environment): void {
  const reading = new Set(variables.filter(({ neededFor }) => neededFor !== 'upload'));
  const missing = listMissingVariables([...reading], environment);
  if (missing.length > 0) throw makeVariableError(missing);
}

/**
 * Reads a required variable.
 *
 * @throws PackagesError VARIABLE_MISSING, with the variable's purpose.
 */
export function readRequired(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  const variable = variables.find((candidate) => candidate.name === name);
  if (variable === undefined) throw new Error(`${name} is not among the ecosystem's variables.`);
  const value = environment[name];
  if (!value) throw makeVariableError([variable]);
  return value;
}

/**
 * Reads a variable that holds an address, and keeps a final slash, which may count if the address itself is requested.
 *
 * @throws PackagesError VARIABLE_MISSING if it is not set; VARIABLE_INVALID if it is no http(s) address, or contains a
 * user or password.
 */
export function readRequiredAddress(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  const value = readRequired(variables, name, environment);
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  if (parsed === undefined || !['http:', 'https:'].includes(parsed.protocol)) {
    throw new PackagesError(
      'VARIABLE_INVALID',
      `${name} is not an http(s) address. Set it to one. See README, "Environment".`,
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new PackagesError(
      'VARIABLE_INVALID',
      `${name} contains a user or password, but addresses appear in logs. Set the credential's own variable instead.`,
    );
  }
  return value;
}

/** Reads a variable that holds the root of further addresses, without a final slash. */
export function readRequiredRoot(
  variables: readonly RegistryVariable[],
  name: string,
  environment: Environment,
): string {
  return readRequiredAddress(variables, name, environment).replace(/\/+$/, '');
}
