import { PackagesError } from '@ameideio/version-manifest';

/** Puts the error code before a refusal's message: while Nx makes the graph, it shows the message alone. */
export function withErrorCode<Arguments extends readonly unknown[], Result>(
  work: (...args: Arguments) => Promise<Result>,
): (...args: Arguments) => Promise<Result> {
  return async (...args) => {
    try {
      return await work(...args);
    } catch (error) {
      if (!(error instanceof PackagesError)) throw error;
      throw new Error(`Error [${error.code}]: ${error.message}`, { cause: error });
    }
  };
}
