import { z } from 'zod';
import type { Toml } from './toml.ts';
import type { Finding } from './tool-sources.ts';

const lockSchema = z.object({
  package: z
    .array(z.object({ name: z.string(), source: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

/** Finds packages of a uv.lock from elsewhere than an index; its entry for the project itself is ".". */
export function findUvLockSources({ content, lineOf }: Toml): Finding[] {
  return lockSchema.parse(content).package.flatMap(({ name, source }, index) =>
    Object.entries(source)
      .filter(([kind, place]) => kind !== 'registry' && place !== '.')
      .map(([kind]) => ({
        line: lineOf('package', index, 'source', kind),
        reason: `locks ${name} by "${kind}"`,
      })),
  );
}
