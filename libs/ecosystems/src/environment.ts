import { PackagesError } from '@ameideio/version-manifest';

/** Where values of variables come from: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RegistryVariable {
  readonly name: string;
  /** Ends the sentence "It is …". */
  readonly purpose: string;
  /** `address`: always needed. `upload`: only where something has to be uploaded. */
  readonly neededFor: 'address' | 'upload';
}

/** The variables that are not set, or empty. */
export function missingVariables(
  variables: readonly RegistryVariable[],
  environment: Environment,
): RegistryVariable[] {
  return variables.filter(({ name }) => !environment[name]);
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
 * @throws PackagesError VARIABLE_MISSING with every address among the variables that is not set.
 */
export function requireAddresses(variables: readonly RegistryVariable[], environment: Environment): void {
  const addresses = new Set(variables.filter(({ neededFor }) => neededFor === 'address'));
  const missing = missingVariables([...addresses], environment);
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
 * The value of a variable that holds an address, without a final slash.
 *
 * @throws PackagesError VARIABLE_MISSING where it is not set, or is no http(s) address, or bears a password.
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
      'VARIABLE_MISSING',
      `${name} is no http(s) address. Set it to one. See README, "Environment".`,
    );
  }
  if (parsed.username !== '' || parsed.password !== '') {
    throw new PackagesError(
      'VARIABLE_MISSING',
      `${name} bears a user or password, and addresses are shown. Set the credential's own variable instead.`,
    );
  }
  return value.replace(/\/+$/, '');
}
