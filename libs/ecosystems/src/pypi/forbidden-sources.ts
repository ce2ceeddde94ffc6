import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ForbiddenSource } from '../ecosystem.ts';
import { statedRequirements } from './manifest.ts';
import { PYPROJECT, parsePyproject, parseToml } from './pyproject.ts';
import { pipConfigSources, requirementsSources } from './requirements-sources.ts';
import { type Finding, pdmSources, poetrySources, table, uvSources } from './tool-sources.ts';
import { uvLockSources } from './uv-lock-sources.ts';

type Scan = (file: string, text: string) => Finding[];

/** What stands beside a service and may say where its packages come from. */
const OWN: readonly (readonly [files: readonly string[], scan: Scan])[] = [
  [[PYPROJECT], (file, text) => [...statedSources(file, text), ...toolSources(file, text)]],
  [['uv.lock'], (file, text) => uvLockSources(text, parseToml(file, text))],
  [['pip.conf', 'pip.ini'], (_, text) => pipConfigSources(text)],
  [
    ['{requirements,constraints}*.{txt,in}', '{requirements,constraints}/*.{txt,in}'],
    (_, text) => requirementsSources(text),
  ],
];

/** What uv reads in each folder above, too. */
const EACH_ABOVE: readonly (readonly [files: readonly string[], scan: Scan])[] = [
  [['uv.toml'], (file, text) => uvSources(text, parseToml(file, text))],
];
const ABOVE: typeof OWN = [[[PYPROJECT], (file, text) => uvSources(text, tools(file, text).uv)]];

/**
 * Every place where a service would take a package by a path, an editable install, version control, an address or
 * another index: of any package, since a path need not name the SDK that it leads to.
 */
export async function forbiddenPypiSources(
  workspaceRoot: string,
  service: string,
): Promise<ForbiddenSource[]> {
  const found = await scanned(service, [...OWN, ...EACH_ABOVE]);
  for (let folder = service; folder !== workspaceRoot && folder !== path.dirname(folder); ) {
    folder = path.dirname(folder);
    found.push(...(await scanned(folder, [...ABOVE, ...EACH_ABOVE])));
  }
  return found;
}

async function scanned(folder: string, scans: typeof OWN): Promise<ForbiddenSource[]> {
  const found: ForbiddenSource[] = [];
  for (const [patterns, scan] of scans) {
    for await (const name of glob(patterns, { cwd: folder })) {
      const file = path.join(folder, name);
      found.push(...scan(file, await readFile(file, 'utf8')).map((finding) => ({ file, ...finding })));
    }
  }
  return found;
}

function statedSources(file: string, text: string): Finding[] {
  return statedRequirements(parsePyproject(file, text))
    .filter(({ url }) => url !== undefined)
    .map(({ name, line }) => ({ line, reason: `takes ${name} from a direct reference` }));
}

function toolSources(file: string, text: string): Finding[] {
  const { uv, poetry, pdm } = tools(file, text);
  return [...uvSources(text, uv), ...poetrySources(text, poetry), ...pdmSources(text, pdm)];
}

function tools(file: string, text: string): Readonly<Record<string, unknown>> {
  return table(table(parseToml(file, text)).tool);
}
