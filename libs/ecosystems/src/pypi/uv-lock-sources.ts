import { z } from 'zod';
import { lineOf } from './line-of.ts';
import type { Finding } from './tool-sources.ts';

const lockSchema = z.object({
  package: z
    .array(z.object({ name: z.string(), source: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

/** Packages of a uv.lock from elsewhere than an index; the project itself stands there as ".". */
export function uvLockSources(text: string, toml: unknown): Finding[] {
  return lockSchema.parse(toml).package.flatMap(({ name, source }) =>
    Object.entries(source)
      .filter(([kind, place]) => kind !== 'registry' && place !== '.')
      .map(([kind]) => ({
        line: lineOf(text, [kind], `name = "${name}"`),
        reason: `locks ${name} by "${kind}"`,
      })),
  );
}
