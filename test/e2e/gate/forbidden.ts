import { existsSync } from 'node:fs';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { failed, type NxRun, nx } from '../nx.ts';

const NPM = 'services/onboarding-web/package.json';
const GO = 'services/organization-audit/go.mod';
const PYPI = 'services/organization-report/pyproject.toml';

interface Attempt {
  readonly service: string;
  readonly file: string;
  /** The words to replace; undefined for a new file. */
  readonly from: string | undefined;
  readonly to: string;
  /** Words of the line that the refusal names. */
  readonly named: string;
}

const npm = (range: string): Attempt => ({
  service: 'onboarding-web',
  file: NPM,
  from: '"@ameideio/ameide-sdk-ts": "^0.1.0"',
  to: `"@ameideio/ameide-sdk-ts": "${range}"`,
  named: range,
});

const go = (from: string | undefined, to: string, named: string, file = GO): Attempt => ({
  service: 'organization-audit',
  file,
  from,
  to,
  named,
});

const pypi = (from: string, to: string, named: string): Attempt => ({
  service: 'organization-report',
  file: PYPI,
  from,
  to,
  named,
});

const PYPI_REQUIREMENT = '"ameide-sdk>=0.1.0,<0.2"';
const pypiSource = (source: string): Attempt =>
  pypi('[build-system]', `[tool.uv.sources]\nameide-sdk = ${source}\n\n[build-system]`, source);

const REFUSED: Readonly<Record<string, { code: string; attempts: readonly Attempt[] }>> = {
  'takes an SDK from its folder': {
    code: 'SOURCE_FORBIDDEN',
    attempts: [
      npm('file:../../sdks/ts'),
      go('\n)\n', '\n)\n\nreplace github.com/ameideio/ameide-sdk-go => ../../sdks/go\n', 'replace '),
      pypiSource('{ path = "../../sdks/python" }'),
    ],
  },
  'takes an SDK from the workspace': {
    code: 'SOURCE_FORBIDDEN',
    attempts: [
      npm('workspace:*'),
      go(undefined, 'go 1.26.0\n\nuse ./services/organization-audit\n', 'use ', 'go.work'),
      pypiSource('{ path = "../../sdks/python", editable = true }'),
    ],
  },
  'takes an SDK by a link, another path, from a repository': {
    code: 'SOURCE_FORBIDDEN',
    attempts: [
      npm('link:../../sdks/ts'),
      go('\n)\n', '\n)\n\nreplace connectrpc.com/connect => ../connect\n', 'replace '),
      pypi(PYPI_REQUIREMENT, '"ameide-sdk @ git+https://example.invalid/ameide-sdk.git"', 'git+https'),
    ],
  },
  'accepts other base versions than the SDK has': {
    code: 'BASE_NOT_SATISFIED',
    attempts: [
      npm('^0.2.0'),
      go('ameide-sdk-go v0.1.0', 'ameide-sdk-go v0.2.0', 'ameide-sdk-go'),
      pypi(PYPI_REQUIREMENT, '"ameide-sdk>=0.2.0"', 'ameide-sdk>='),
    ],
  },
};

export function forbidden(clone: () => Clone): void {
  describe.each(Object.entries(REFUSED))('a service that %s', (_, { code, attempts }) => {
    const texts = new Map<string, string>();
    let run: NxRun;
    beforeAll(async () => {
      for (const { file, from, to } of attempts) {
        await (from === undefined ? clone().write(file, to) : clone().edit(file, from, to));
        texts.set(file, await clone().read(file));
      }
      run = await nx(clone(), 'run-many -t consume --exclude-task-dependencies');
    });

    test.each(attempts)('is refused, with file and line: $file', ({ service, file, named }) => {
      const lines = texts.get(file)?.split('\n') ?? [];
      const line = lines.findIndex((text) => text.includes(named)) + 1;
      expect(run.output).toContain(`Error [${code}]: ${file}:${line} `);
      expect(failed(run.tasks)).toContain(`${service}:consume`);
      expect(existsSync(path.join(clone().root, places.consume(service)))).toBe(false);
    });
  });
}
