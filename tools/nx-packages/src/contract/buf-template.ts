import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describeIssues, PackagesError } from '@ameideio/version-manifest';
import { parse, YAMLParseError } from 'yaml';
import { z } from 'zod';

/** The file in an SDK's folder that names the contract, the generators and the folders of the generated code. */
export const BUF_TEMPLATE = 'buf.gen.yaml';

/** @see https://buf.build/docs/configuration/v2/buf-gen-yaml */
const templateSchema = z.looseObject({
  version: z.literal('v2'),
  plugins: z.array(z.looseObject({ out: z.string() })).min(1),
  inputs: z.array(z.looseObject({ directory: z.string() })).min(1),
});

export interface BufTemplate {
  /** Folders of generated code, from the SDK's folder. */
  readonly outs: readonly string[];
  /** Folders of Protobuf sources, from the SDK's folder. */
  readonly inputs: readonly string[];
}

/** Reads an SDK's template; undefined where it has none, and then no code is generated. */
export async function readBufTemplate(sdk: string): Promise<BufTemplate | undefined> {
  const file = path.join(sdk, BUF_TEMPLATE);
  const text = await readFile(file, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const parsed = templateSchema.safeParse(parsedYaml(file, text));
  if (!parsed.success) {
    throw new PackagesError('MANIFEST_UNREADABLE', `${file} can't be used: ${describeIssues(parsed.error)}.`);
  }
  const { plugins, inputs } = parsed.data;
  return {
    outs: [...new Set(plugins.map(({ out }) => out))],
    inputs: inputs.map(({ directory }) => directory),
  };
}

function parsedYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof YAMLParseError)) throw error;
    const line = error.linePos?.[0].line ?? 1;
    throw new PackagesError('MANIFEST_UNREADABLE', `${file}:${line} can't be read: ${error.message}`, {
      cause: error,
    });
  }
}
