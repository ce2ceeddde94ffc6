import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Uv } from './uv.ts';

const failureSchema = z.object({
  error: z.string(),
  missing: z.array(z.string()),
  elsewhere: z.string().nullable(),
  asked_by: z.string().nullable(),
});

const reportSchema = z.object({
  version: z.string(),
  altered: z.array(z.string()),
  modules: z.array(z.string()),
  mains: z.array(z.string()),
  others: z.number(),
  failures: z.record(z.string(), failureSchema),
  tests: z.array(z.string()),
  templates: z.array(z.string()),
  entryPoints: z.array(
    z.object({
      group: z.string(),
      name: z.string(),
      value: z.string(),
      module: z.string(),
      failure: failureSchema.nullable(),
    }),
  ),
  unresolved: z.array(
    z.object({
      file: z.string(),
      line: z.number(),
      module: z.string(),
      imported: z.string(),
      text: z.string(),
    }),
  ),
  used: z.record(z.string(), z.array(z.string())),
  thirdParties: z.record(z.string(), z.string()),
  plugins: z.array(z.string()),
  untyped: z.array(z.string()),
  requirements: z.array(
    z.object({ text: z.string(), name: z.string(), extra: z.string().nullable(), marker: z.string() }),
  ),
  extras: z.array(z.string()),
  providers: z.record(z.string(), z.array(z.string())),
  declared: z.array(z.string()),
});

/** The report's content while a module is being imported. */
const importingSchema = z.object({ importing: z.string() });

/** Why a module or an entry point can't be imported. */
export type ImportFailure = z.infer<typeof failureSchema>;

/** The report of `inspect_installed.py` on a distribution in one environment. */
export type InstalledReport = z.infer<typeof reportSchema>;

/** A requirement of a distribution's metadata. */
export type MetadataRequirement = InstalledReport['requirements'][number];

const INSPECT = fileURLToPath(new URL('inspect_installed.py', import.meta.url));

export interface InspectRequest {
  readonly uv: Pick<Uv, 'program'>;
  /** The environment's interpreter. */
  readonly python: string;
  /** The distribution's name. */
  readonly name: string;
  /** An existing folder for the report's file. */
  readonly folder: string;
  /** Modules to leave out, with everything below them. */
  readonly skipped: readonly string[];
}

/**
 * Imports all modules of a distribution in an environment, and checks its files and sources.
 *
 * @throws Error if a module ends the interpreter, naming it.
 */
export async function inspectInstalled(request: InspectRequest): Promise<InstalledReport> {
  const { uv, python, name, folder, skipped } = request;
  const file = path.join(folder, 'installed.json');
  const failure: unknown = await uv
    .program(python, folder, ['-I', INSPECT, name, file, ...skipped])
    .then(() => undefined)
    .catch((cause: unknown) => cause);
  const written: unknown = await readFile(file, 'utf8').then(JSON.parse, () => undefined);
  const { data } = importingSchema.safeParse(written);
  if (data !== undefined) throw new Error(`import ${data.importing} ends Python`, { cause: failure });
  if (failure !== undefined) throw failure;
  return reportSchema.parse(written);
}
