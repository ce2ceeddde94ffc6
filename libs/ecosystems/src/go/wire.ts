import { z } from 'zod';

/** `.info` and `@latest`. @see https://go.dev/ref/mod#goproxy-protocol */
export const infoSchema = z.looseObject({ Version: z.string(), Time: z.string().optional() });

/** What `go list -m -json` says of a module that a version replaces. */
export const listedModule = z.looseObject({
  Path: z.string(),
  Replace: z.looseObject({ Path: z.string(), Version: z.string().optional() }).optional(),
});
