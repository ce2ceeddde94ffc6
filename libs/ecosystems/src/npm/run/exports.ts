import { z } from 'zod';

const valueSchema = z.object({
  /** The names of its properties, its prototypes' among them. */
  names: z.array(z.string()),
  /** Whether it can be called or constructed. */
  callable: z.boolean(),
  /** Whether it is a proxy, whose names say nothing. */
  opaque: z.boolean(),
});

/** What a module exported when it was loaded, as `programs/describe-exports.mjs` describes it. */
export const exportsSchema = z.object({
  /** What `import` or `require` gave. */
  whole: valueSchema,
  /** The export `default` of an `import`, or of an ES module. */
  default: valueSchema.exactOptional(),
});

export type RunTimeValue = z.infer<typeof valueSchema>;
export type RunTimeExports = z.infer<typeof exportsSchema>;
