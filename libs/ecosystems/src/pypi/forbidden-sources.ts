import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ForbiddenSource } from '../ecosystem.ts';
import { listRequirementTexts } from './manifest.ts';
import { PYPROJECT, parsePyproject } from './pyproject.ts';
import { findPipConfigSources, findRequirementsSources } from './requirements-sources.ts';
import { parseToml } from './toml.ts';
import {
  explainDirectReference,
  type Finding,
  findPdmSources,
  findPoetrySources,
  findUvSources,
  type Settings,
  settingsBelow,
} from './tool-sources.ts';
import { findUvLockSources } from './uv-lock-sources.ts';

/** Patterns of files, and the function that finds sources in one. */
type Scan = readonly [files: readonly string[], find: (file: string, text: string) => Finding[]];

const UV_TOML: Scan = [['uv.toml'], (file, text) => findUvSources(settingsOf(file, text))];

/** Files beside a service that may name sources of packages. */
const BESIDE: readonly Scan[] = [
  [[PYPROJECT], findPyprojectSources],
  UV_TOML,
  [['uv.lock'], (file, text) => findUvLockSources(parseToml(file, text))],
  [['pip.conf', 'pip.ini'], (_, text) => findPipConfigSources(text)],
  [
    ['{requirements,constraints}*.{txt,in}', '{requirements,constraints}/*.{txt,in}'],
    (_, text) => findRequirementsSources(text),
  ],
];

/** Files that uv also reads in parent folders. */
const ABOVE: readonly Scan[] = [
  [[PYPROJECT], (file, text) => findUvSources(settingsBelow(settingsOf(file, text), 'tool', 'uv'))],
  UV_TOML,
];

/**
 * Finds every place where a service would take a package from a path, an editable install, version control, an address
 * or another index. It checks every package, because a path need not name the SDK that it leads to.
 */
export async function findForbiddenPypiSources(
  workspaceRoot: string,
  service: string,
): Promise<ForbiddenSource[]> {
  const found = await scanFolder(service, BESIDE);
  for (let folder = service; folder !== workspaceRoot && folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    found.push(...(await scanFolder(folder, ABOVE)));
  }
  return found;
}

async function scanFolder(folder: string, scans: readonly Scan[]): Promise<ForbiddenSource[]> {
  const found: ForbiddenSource[] = [];
  for (const [patterns, find] of scans) {
    for await (const name of glob(patterns, { cwd: folder })) {
      const file = path.join(folder, name);
      found.push(...find(file, await readFile(file, 'utf8')).map((finding) => ({ file, ...finding })));
    }
  }
  return found;
}

function findPyprojectSources(file: string, text: string): Finding[] {
  const pyproject = parsePyproject(file, text);
  const requires = pyproject['build-system'].requires.map((one, index) => ({
    text: one,
    path: ['build-system', 'requires', index],
  }));
  const direct = [...listRequirementTexts(pyproject), ...requires].flatMap((one): Finding[] => {
    const reason = explainDirectReference(one.text);
    return reason === undefined ? [] : [{ line: pyproject.lineOf(...one.path), reason }];
  });
  const tool = settingsBelow(settingsOf(file, text), 'tool');
  return [
    ...direct,
    ...findUvSources(settingsBelow(tool, 'uv')),
    ...findPoetrySources(settingsBelow(tool, 'poetry')),
    ...findPdmSources(settingsBelow(tool, 'pdm')),
  ];
}

/** Treats a whole file as settings. */
function settingsOf(file: string, text: string): Settings {
  const toml = parseToml(file, text);
  return { toml, value: toml.content, path: [] };
}
