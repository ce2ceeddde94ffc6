import { mkdir, readFile, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { UserFolder } from '../run/user-folder.ts';
import { STRICT_TSCONFIG } from '../user-programs.ts';
import type { DescribedTypes } from './describe-types.ts';

const PROGRAM = fileURLToPath(new URL('describe-types.ts', import.meta.url));

const describedSchema: z.ZodType<DescribedTypes> = z.object({
  errors: z.array(
    z.object({
      file: z.string().exactOptional(),
      line: z.number().exactOptional(),
      at: z.string().exactOptional(),
      code: z.number(),
      text: z.string(),
    }),
  ),
  imports: z.record(
    z.string(),
    z.array(
      z
        .object({
          names: z.array(z.object({ name: z.string(), file: z.string().exactOptional() })),
          assigned: z.boolean(),
          callable: z.boolean(),
          commonJs: z.boolean(),
        })
        .nullable(),
    ),
  ),
});

export interface CompileRequest {
  /** The project in which the package is installed. */
  readonly user: UserFolder;
  /** The project's folder for these programs. */
  readonly title: string;
  /** By file name. */
  readonly programs: Readonly<Record<string, string>>;
  /** Whether errors in declarations are ignored. */
  readonly skipLibCheck?: boolean;
}

/** Compiles programs of a user in one run of the compiler, and returns what the compiler knows of them. */
export async function compile(request: CompileRequest): Promise<DescribedTypes> {
  const { user, title, programs, skipLibCheck = false } = request;
  const folder = path.join(await realpath(user.path), title);
  await mkdir(folder, { recursive: true });
  const compilerOptions = { ...STRICT_TSCONFIG.compilerOptions, skipLibCheck };
  const files = {
    ...programs,
    'tsconfig.json': JSON.stringify({ compilerOptions, files: Object.keys(programs) }),
  };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  const output = path.join(folder, 'described.json');
  await user.node([PROGRAM, folder, output]);
  return describedSchema.parse(JSON.parse(await readFile(output, 'utf8')));
}
