import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import { packPypi } from '../pack.ts';
import { TINY, writeTinySdk } from './tiny-sdk.ts';

/** A packed tiny SDK, and the folder of its files. */
export interface PackedTiny {
  readonly packed: PackedManifest;
  readonly output: string;
}

/** Packs the tiny SDK below an empty folder. */
export async function packTinySdk(
  folder: string,
  changed: Readonly<Record<string, string>> = {},
): Promise<PackedTiny> {
  const [staging, output, scratch] = ['staging', 'output', 'scratch'].map((name) => path.join(folder, name));
  if (staging === undefined || output === undefined || scratch === undefined) throw new Error('unreachable');
  await mkdir(output, { recursive: true });
  await mkdir(scratch, { recursive: true });
  await writeTinySdk(staging, changed);
  const log = (): void => undefined;
  const request = { root: 'sdk', workspaceRoot: folder, ...TINY, staging, output, scratch, log, warn: log };
  const artifacts = await packPypi(request);
  const packed: PackedManifest = {
    project: 'tiny',
    ecosystem: 'pypi',
    ...TINY,
    base: '1.2.3',
    artifacts,
    source: { commit: '0'.repeat(40), dirty: false },
    inputs: '0'.repeat(64),
  };
  return { packed, output };
}
