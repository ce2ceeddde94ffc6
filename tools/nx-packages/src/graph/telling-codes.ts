import { PackagesError } from '@ameideio/version-manifest';

/** Nx shows the message alone of an error while it makes the graph: a refusal's name is then put before it. */
export function tellingCodes<Arguments extends readonly unknown[], Result>(
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
