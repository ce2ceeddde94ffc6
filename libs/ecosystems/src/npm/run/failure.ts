import { z } from 'zod';

/** An error as the programs in the sandbox report it. */
export const failureSchema = z.object({
  name: z.string(),
  message: z.string(),
  code: z.string().optional(),
  stack: z.string(),
});

export type Failure = z.infer<typeof failureSchema>;

/** Returns the module that a failure did not find, as the import names it: a package's name, or a file. */
export function findMissingModule({ code, message }: Failure): string | undefined {
  if (code !== 'ERR_MODULE_NOT_FOUND' && code !== 'MODULE_NOT_FOUND') return undefined;
  return /Cannot find (?:package|module) '([^']+)'/.exec(message)?.[1];
}

/** Returns the package that a failure did not find; undefined for a file or another failure. */
export function findMissingPackage(failure: Failure): string | undefined {
  return /^(@[^/]+\/)?[^./\\:][^/\\:]*/.exec(findMissingModule(failure) ?? '')?.[0];
}

/** The folder of the smoke's own programs in a user's project. */
export const PROGRAMS = '.smoke-programs';

/** Formats a failure in a line, as Node.js shows it. */
export function describeFailure({ name, message, code }: Failure): string {
  const [first = '', ...more] = message.split('\n');
  const stack = more.filter((line) => line.startsWith('- ') && !line.includes(PROGRAMS)).slice(0, 2);
  return `${name}${code === undefined ? '' : ` [${code}]`}: ${[first, ...stack].join(' ')}`;
}
