import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import { inScratchFolder } from '../../world/scratch-folder.ts';
import { packNpm } from '../pack.ts';
import { readPackageJson } from '../package-json.ts';

export const SAMPLE = '@sample/sdk';

/** Makes the files of a small valid package, by path. */
export function sampleFiles(version = '1.2.3'): Record<string, string> {
  const manifest = {
    name: SAMPLE,
    version,
    license: 'Apache-2.0',
    type: 'module',
    files: ['dist'],
    exports: {
      '.': { types: './dist/index.d.ts', default: './dist/index.js' },
      './parts/*': { types: './dist/parts/*.d.ts', default: './dist/parts/*.js' },
      './package.json': './package.json',
    },
  };
  return {
    'package.json': `${JSON.stringify(manifest, null, 2)}\n`,
    'README.md': '# Sample\n',
    'dist/index.js': "export const greeting = 'hello';\n",
    'dist/index.d.ts': 'export declare const greeting: string;\n',
    'dist/parts/one.js': 'export const one = 1;\n',
    'dist/parts/one.d.ts': 'export declare const one: number;\n',
  };
}

export async function writeFiles(folder: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text, { mode: 0o644 });
  }
}

export interface PackedSample {
  readonly packed: PackedManifest;
  readonly bytes: Buffer<ArrayBuffer>;
}

/** Packs files as the pipeline does, under the name in their package.json. */
export async function packSample(
  files: Readonly<Record<string, string>> = sampleFiles(),
  version = '1.2.3-dev.20260101000000',
): Promise<PackedSample> {
  return inScratchFolder('sample', async (scratch) => {
    const staging = path.join(scratch, 'staging');
    await writeFiles(staging, files);
    const name = (await readPackageJson(staging)).content.name;
    const output = path.join(scratch, 'output');
    await mkdir(output);
    const request = {
      workspaceRoot: scratch,
      root: 'sdk',
      name,
      version,
      staging,
      output,
      scratch,
      log: () => {},
      warn: () => {},
    };
    const artifacts = await packNpm(request);
    const packed: PackedManifest = {
      project: 'sample',
      ecosystem: 'npm',
      name,
      base: '1.2.3',
      version,
      artifacts,
      source: { commit: '0'.repeat(40), dirty: false },
      inputs: '0'.repeat(64),
    };
    return { packed, bytes: await readFile(path.join(output, artifacts[0]?.file ?? '')) };
  });
}
