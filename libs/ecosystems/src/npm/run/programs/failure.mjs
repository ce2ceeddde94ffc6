// Describes an error as plain data: anything can be thrown.
export function failureOf(error) {
  if (!(error instanceof Error) && typeof error?.message !== 'string')
    return { name: 'Error', message: String(error), code: undefined, stack: '' };
  const { name, message, code, stack } = error;
  return {
    name: String(name),
    message: String(message),
    code: typeof code === 'string' ? code : undefined,
    stack: String(stack ?? ''),
  };
}
