import { readFileSync } from 'node:fs';
import { z } from 'zod';

const labels = z.record(z.string(), z.string());

/** One case of the table, as `libs/contracts/README.md` describes it. What is not known here is refused. */
const caseSchema = z.strictObject({
  name: z.string(),
  client: z.strictObject({ token: z.string().optional(), base_url: z.string().optional() }).default({}),
  call: z.enum(['create', 'get', 'list', 'update', 'delete']),
  input: z.strictObject({
    id: z.string().optional(),
    slug: z.string().optional(),
    display_name: z.string().optional(),
    labels: labels.optional(),
    etag: z.string().optional(),
    page_size: z.int().optional(),
  }),
  save: z.string().optional(),
  take: z.int().optional(),
  timeout_ms: z.int().optional(),
  cancel: z.literal(true).optional(),
  platform: z.array(z.unknown()).default([]),
  expect: z.strictObject({
    organization: z
      .strictObject({
        slug: z.string().optional(),
        display_name: z.string().optional(),
        labels: labels.optional(),
      })
      .optional(),
    organizations: z.array(z.string()).optional(),
    error: z
      .strictObject({
        code: z.string(),
        says: z.string(),
        details: z.array(z.strictObject({ field: z.string(), reason: z.string() })),
      })
      .optional(),
    refused: z.string().optional(),
    calls: z.int(),
  }),
});

export type ConformanceCase = z.infer<typeof caseSchema>;

const file = new URL('../../../libs/contracts/conformance.json', import.meta.url);
const table = z
  .strictObject({ cases: z.array(z.looseObject({ name: z.string() })).min(1) })
  .parse(JSON.parse(readFileSync(file, 'utf8')));

/** The cases by name, each to be read once what an earlier one saved is known. */
export const cases = table.cases.map(
  (raw) => [raw.name, (saved: ReadonlyMap<string, string>) => read(raw, saved)] as const,
);

function read(raw: object, saved: ReadonlyMap<string, string>): ConformanceCase {
  const text = JSON.stringify(raw).replaceAll(/\{([a-z.]+)\}/g, (_, reference: string) => {
    const value = saved.get(reference);
    if (value === undefined) throw new Error(`No case before has saved "${reference}".`);
    return value;
  });
  return caseSchema.parse(JSON.parse(text));
}
