import { z } from 'zod';

const valueSchema = z.object({
  /** The names of its properties, including those of its prototypes. */
  names: z.array(z.string()),
  /** Whether it can be called or constructed. */
  callable: z.boolean(),
  /** Whether it is a proxy, whose names are meaningless. */
  opaque: z.boolean(),
});

/** What a module exports at run time, as `programs/describe-exports.mjs` describes it. */
export const exportsSchema = z.object({
  /** The result of `import` or `require`. */
  whole: valueSchema,
  /** The export `default` of an `import`, or of an ES module. */
  default: valueSchema.exactOptional(),
});

export type RunTimeValue = z.infer<typeof valueSchema>;
export type RunTimeExports = z.infer<typeof exportsSchema>;
