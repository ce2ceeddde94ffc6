import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { coreMetadataOf, parseCoreMetadata } from './core-metadata.ts';
import { packTinySdk } from './testing/pack-tiny-sdk.ts';
import { TINY } from './testing/tiny-sdk.ts';

it('packs a wheel and an sdist of the version, the same bytes in another folder', () =>
  inScratchFolder('pack-test', async (folder) => {
    const { packed, output } = await packTinySdk(path.join(folder, 'one'));
    const again = await packTinySdk(path.join(folder, 'another one'), { 'dist/left.whl': 'over' });
    expect(again.packed.artifacts).toEqual(packed.artifacts);
    expect(packed.artifacts.map(({ file }) => file)).toEqual([
      `tiny_sdk-${TINY.version}-py3-none-any.whl`,
      `tiny_sdk-${TINY.version}.tar.gz`,
    ]);
    for (const { file, size, sha256, integrity } of packed.artifacts) {
      const bytes = await readFile(path.join(output, file));
      expect({ size, integrity }).toEqual({ size: bytes.length, integrity: `sha256:${sha256}` });
      const metadata = parseCoreMetadata((await coreMetadataOf(file, bytes)).toString('utf8'));
      expect(metadata).toContainEqual(['Name', 'Tiny_SDK']);
      expect(metadata).toContainEqual(['Version', TINY.version]);
      expect(metadata.at(-1)).toEqual(['Description', '# tiny\n\nSays its näme.\n']);
    }
  }));

it('refuses what it can not pack, by the rule', () =>
  inScratchFolder('pack-test', async (folder) => {
    const legacy = { 'pyproject.toml': '[project]\nname = "tiny-sdk"\nversion = "1.2.3"\n' };
    await expect(packTinySdk(folder, legacy)).rejects.toThrow(/setuptools.build_meta/);
  }));
