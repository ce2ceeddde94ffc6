import path from 'node:path';
import { z } from 'zod';

/** A path from the workspace's root to what stands below it, without `..` and without a slash at its end. */
const inner = z
  .string()
  .transform((text) => path.posix.normalize(text).replace(/\/$/, ''))
  .refine((text) => !/^(\/|\.\.?(\/|$))/.test(text) && !text.includes('{'), {
    error: 'it must be a path from the workspace\'s root to what stands below it, such as "libs/shared"',
  });

const text = z.string().min(1, { error: 'it must not be empty' });

const projectSchema = z.strictObject({
  root: inner,
  tags: z.array(z.string()),
  /** Of an SDK or a service: further files and folders that its own work reads. */
  inputs: z.array(inner).default([]),
  /** What `build` leaves, as Nx spells it. */
  outputs: z.array(text).optional(),
  /** Of an SDK: modules and subpaths that its smoke leaves out, each with its reason. */
  smoke: z.strictObject({ skip: z.record(text, text).default({}) }).default({ skip: {} }),
  /** Of the registries: third parties' packages by ecosystem, which prove that these mirror their upstreams. */
  mirrors: z.record(z.string(), z.array(text).min(1, { error: 'it must name a package' })).default({}),
});

/** As Nx's own generators name projects: with or without a scope. */
const NAME = /^(@[a-z0-9][a-z0-9._-]*\/)?[a-z0-9][a-z0-9._-]*$/i;

export const workspaceSchema = z.strictObject({
  version: z.literal(2, { error: 'it must be 2' }),
  projects: z.record(
    z.string().regex(NAME, {
      error: 'a name is made of letters, digits, "-", "_" and ".", as in "sdk-ts" or "@acme/sdk-ts"',
    }),
    projectSchema,
  ),
});

/** What is wrong, in a sentence each that names the project and the field. */
export function sentencesOf({ issues }: z.ZodError): string[] {
  return issues.map((issue) => {
    const [list, project, ...field] = issue.path;
    const inProject = list === 'projects' && project !== undefined;
    const where = inProject ? `in the project "${String(project)}", ` : '';
    const at = (inProject ? field : issue.path).map(String);
    if (issue.code === 'unrecognized_keys') {
      const [name, known] =
        inProject && at.length === 0
          ? ['the field', ` The fields are ${Object.keys(projectSchema.shape).join(', ')}.`]
          : ['the field', ''];
      const unknown = issue.keys.map((key) => `"${[...at, key].join('.')}"`);
      return `${where}${name} ${unknown.join(', ')} is unknown.${known}`;
    }
    if (issue.code === 'invalid_key')
      return `the project "${String(project)}" has a name that can't be used: ${issue.issues.map(({ message }) => message).join(', ')}.`;
    const what = at.length === 0 ? 'the entry' : `the field "${at.join('.')}"`;
    return `${where}${what} is not valid: ${issue.message}.`;
  });
}
