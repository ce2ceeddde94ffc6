import { describe, expect, test } from 'vitest';
import { type Clone, gitClone } from '../clone.ts';
import { failed, nx } from '../nx.ts';

const VARIABLES = [
  'PACKAGES_NPM_URL',
  'PACKAGES_NPM_TOKEN',
  'PACKAGES_PYPI_INDEX_URL',
  'PACKAGES_PYPI_UPLOAD_URL',
  'PACKAGES_PYPI_USERNAME',
  'PACKAGES_PYPI_PASSWORD',
  'PACKAGES_GO_PROXY_URL',
  'PACKAGES_GO_UPLOAD_URL',
  'PACKAGES_GO_UPLOAD_TOKEN',
];

/** A manifest's file, the words to break, and the line that the refusal names. */
const BROKEN: readonly (readonly [file: string, from: string, to: string, line: number])[] = [
  ['sdks/ts/package.json', '"version": "0.1.0",', '"version": "0.1.0"', 4],
  ['sdks/go/go.mod', 'require (', 'require "(', 5],
  ['sdks/go/buf.gen.yaml', 'version: v2', 'version: "v2', 1],
  ['services/onboarding-web/package.json', '"private": true,', '"private": true', 5],
  ['sdks/python/pyproject.toml', 'name = "ameide-sdk"', 'name = "ameide-sdk', 2],
];

/** A `build` target of the user's own, which depends on nothing. */
const REPLACING = JSON.stringify({
  targets: { build: { executor: 'nx:run-commands', options: { command: 'go build' }, dependsOn: [] } },
});

export function withoutRegistries(clone: () => Clone): void {
  describe('where no variable is set', () => {
    test('every missing one is named at once, with its purpose', async () => {
      const { exitCode, output } = await nx(clone(), 'run registries:preflight');
      expect(exitCode).toBe(1);
      for (const name of VARIABLES)
        expect(output).toMatch(new RegExp(`${name} is not set\\. It is .+\\. See README`));
    });

    test('the report requires the addresses alone', async () => {
      const { exitCode, output } = await nx(clone(), 'run registries:report');
      expect(exitCode).toBe(1);
      expect(VARIABLES.filter((name) => output.includes(`${name} is not set`))).toEqual([
        'PACKAGES_NPM_URL',
        'PACKAGES_PYPI_INDEX_URL',
        'PACKAGES_GO_PROXY_URL',
      ]);
    });

    test('publish of one SDK names the variables of its ecosystem, and uploads nothing', async () => {
      const { exitCode, output, tasks } = await nx(clone(), 'run sdk-go:publish');
      expect(exitCode).toBe(1);
      expect(failed(tasks)).toEqual(['registries:preflight']);
      const named = VARIABLES.filter((name) => output.includes(`${name} is not set`));
      expect(named).toEqual(VARIABLES.filter((name) => name.includes('_GO_')));
      expect(tasks['sdk-go:publish'] ?? 'skipped').toBe('skipped');
    });
  });

  describe("a manifest that can't be read", () => {
    test.each(BROKEN)('is named with its line and reason: %s', async (file, from, to, line) => {
      await clone().edit(file, from, to);
      const { exitCode, output } = await nx(clone(), 'run sdk-go:pack');
      expect(exitCode).toBe(1);
      const place = `${file.replaceAll('.', '\\.')}:${line}`;
      expect(output).toMatch(new RegExp(`Error \\[MANIFEST_UNREADABLE\\]: \\S*${place} can't be read: .+`));
    });
  });

  test.each([
    ['package.json', '"libs/*"', '"libs/*", "services/onboarding-web"', 'onboarding-web:build'],
    ['services/organization-audit/project.json', '', REPLACING, 'organization-audit:build'],
  ])('a target that %s replaces stops everything', async (file, from, to, target) => {
    await (from === '' ? clone().write(file, to) : clone().edit(file, from, to));
    const { exitCode, output } = await nx(clone(), `run ${target}`);
    expect(exitCode).toBe(1);
    expect(output).toContain('Error [TARGET_REPLACED]: ');
    expect(output).toContain(`${target} is no longer the pipeline's`);
  });

  test('generated code that differs from the contract fails the lint of an SDK, with its file', async () => {
    const proto = 'libs/contracts/proto/ameide/platform/v1/organizations.proto';
    await clone().edit(proto, 'returns one organization', 'returns an organization');
    const { exitCode, output } = await nx(clone(), 'run sdk-go:lint');
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      /Error \[GENERATED_CODE_STALE\]: sdk-go: \S+\.go (is|are) not what the generators write/,
    );
  });

  test('a shallow clone packs nothing, and the message says how to fetch the history', async () => {
    await clone().commit('Go on');
    const shallow = await gitClone(clone(), '--depth', '1');
    try {
      const { exitCode, output } = await nx(shallow, 'run sdk-go:pack --exclude-task-dependencies');
      expect(exitCode).toBe(1);
      expect(output).toMatch(/Error \[HISTORY_SHALLOW\]: .+Run "git fetch --unshallow"/);
      await shallow.git('fetch', '--quiet', '--unshallow');
      const whole = await nx(shallow, 'run sdk-go:pack --exclude-task-dependencies');
      expect(whole.exitCode, whole.output).toBe(0);
    } finally {
      await shallow.remove();
    }
  });
}
