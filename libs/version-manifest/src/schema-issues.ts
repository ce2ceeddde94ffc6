import { z } from 'zod';

/**
 * Says in one line what a schema refuses: the place of each value and why, as in `versions["1.2.3"].dist: …`.
 *
 * @param error from `safeParse`.
 */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(describeIssue).join('; ');
}

/** Says in one line where a value stands and why a schema refuses it. */
export function describeIssue({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>): string {
  return `${path.length === 0 ? 'the whole' : z.core.toDotPath(path)}: ${message}`;
}
