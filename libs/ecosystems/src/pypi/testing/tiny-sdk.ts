import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const TINY = { name: 'tiny-sdk', version: '1.2.3.dev20260102030405' };

export const PYPROJECT = `[project]
name = "Tiny_SDK"
version = "1.2.3" # the base
description = "Says its name."
readme = "README.md"
requires-python = ">=3.11"
classifiers = ["Typing :: Typed"]

[build-system]
requires = ["uv_build>=0.9,<1"]
build-backend = "uv_build"
`;

/** Writes a small SDK in pure Python, with some of its files replaced. */
export async function writeTinySdk(
  folder: string,
  changed: Readonly<Record<string, string>> = {},
): Promise<void> {
  const files = {
    'pyproject.toml': PYPROJECT,
    'README.md': '# tiny\n\nSays its näme.\n',
    'src/tiny_sdk/__init__.py':
      'from importlib.metadata import version\n\n__version__ = version("tiny-sdk")\n',
    'src/tiny_sdk/names/__init__.py': 'NAME = "tiny"\n',
    'src/tiny_sdk/__main__.py': 'raise SystemExit("runs when it is imported")\n',
    'src/tiny_sdk/py.typed': '',
    ...changed,
  };
  for (const [file, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, file)), { recursive: true });
    await writeFile(path.join(folder, file), text);
  }
}
