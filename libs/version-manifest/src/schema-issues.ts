import { z } from 'zod';

/**
 * Describes in one line each value that a schema refuses: its place and why, as in `versions["1.2.3"].dist: …`.
 *
 * @param error from `safeParse`.
 */
export function describeIssues({ issues }: z.ZodError): string {
  return issues.map(describeIssue).join('; ');
}

/** Describes in one line where a value is and why a schema refuses it. */
export function describeIssue({ path, message }: Pick<z.core.$ZodIssue, 'path' | 'message'>): string {
  return `${path.length === 0 ? 'the whole' : z.core.toDotPath(path)}: ${message}`;
}
