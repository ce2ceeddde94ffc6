/** Returns the variables whose names do not match. */
export function omitVariables(
  names: RegExp,
  environment: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !names.test(name)));
}
