import { once } from 'node:events';
import { readFile, utimes } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { describe, expect, test } from 'vitest';
import type { Clone } from '../clone.ts';
import { executed, failed, nx } from '../nx.ts';
import { uploads } from '../registries.ts';
import { filesThatHold, secretsAmong, textsThatHold, written } from '../secrets.ts';

type Variables = Readonly<Record<string, string>>;

export function byRegistries(clone: () => Clone, addresses: () => Variables): void {
  const wrong = (): Variables =>
    Object.fromEntries(
      Object.entries(addresses()).map(([name, value]) =>
        /TOKEN|PASSWORD/.test(name) ? [name, `wrong-${name}-of-this-test`] : [name, value],
      ),
    );

  describe('credentials that a registry refuses', () => {
    test('are all named at once, before anything is uploaded', async () => {
      const { exitCode, output } = await nx(clone(), 'run registries:preflight', wrong());
      expect(exitCode).toBe(1);
      for (const name of ['PACKAGES_NPM_TOKEN', 'PACKAGES_PYPI_PASSWORD', 'PACKAGES_GO_UPLOAD_TOKEN']) {
        expect(output).toMatch(new RegExp(`refuses the upload credential\\. Check .*${name}`));
      }
    });

    test('stop a publish, and no output shows them', async () => {
      const { exitCode, output, tasks } = await nx(clone(), 'run sdk-go:publish', wrong());
      expect(exitCode).toBe(1);
      expect(failed(tasks)).toEqual(['registries:preflight']);
      expect(executed(tasks)).not.toContain('sdk-go:publish');
      expect(await uploads(clone())).toEqual([]);
      const secrets = secretsAmong(wrong());
      expect(textsThatHold([output], secrets)).toEqual([]);
      expect(await filesThatHold(written(clone()), secrets)).toEqual([]);
    });

    test('are named by the upload itself too, without the secret', async () => {
      const packed = await nx(clone(), 'run sdk-go:pack');
      expect(packed.exitCode, packed.output).toBe(0);
      const { exitCode, output } = await nx(
        clone(),
        'run sdk-go:publish --exclude-task-dependencies',
        wrong(),
      );
      expect(exitCode).toBe(1);
      expect(output).toMatch(
        /Error \[CREDENTIAL_REFUSED\]: PUT http:.+ answered 401.+PACKAGES_GO_UPLOAD_TOKEN/,
      );
      expect(output).not.toContain('of-this-test');
      expect((await uploads(clone())).map(({ outcome }) => outcome)).toEqual(['refused']);
    });
  });

  test('a registry that is down is named with its address, also in the report, beside the answers of the others', async () => {
    const server = createServer();
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const bound = server.address();
    const port = typeof bound === 'object' ? bound?.port : undefined;
    await new Promise((resolve) => server.close(resolve));
    const down = { ...addresses(), PACKAGES_GO_PROXY_URL: `http://127.0.0.1:${port}` };
    const { exitCode, output } = await nx(clone(), 'run registries:preflight', down);
    expect(exitCode).toBe(1);
    expect(output).toMatch(
      new RegExp(`Error \\[REGISTRY_UNAVAILABLE\\]: http://127\\.0\\.0\\.1:${port}/\\S+ can't be reached`),
    );

    const reading = Object.entries(down).filter(([name]) => !/UPLOAD|TOKEN|USERNAME|PASSWORD/.test(name));
    const summary = path.join(clone().temporary, 'summary.md');
    const reported = await nx(clone(), 'run registries:report', {
      ...Object.fromEntries(reading),
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(reported.exitCode).toBe(1);
    expect(reported.output).toContain('Error [REGISTRY_UNAVAILABLE]');
    for (const text of [await clone().read(places.report), await readFile(summary, 'utf8')]) {
      expect(text).toContain(
        `The registry http://127.0.0.1:${port} could not be asked for github.com/ameideio/ameide-sdk-go.`,
      );
      expect(text).toContain('The registry serves no version of ameide-sdk.');
      expect(text).toContain('0 of 3 uses by services are up to date.');
    }
  });

  test('other bytes under a published version are a conflict: both digests are named, and nothing changes', async () => {
    const published = async () => {
      await nx(clone(), 'run sdk-go:pack --exclude-task-dependencies');
      const run = await nx(clone(), 'run sdk-go:publish --exclude-task-dependencies', addresses());
      const packed = await readPackedManifest(path.join(clone().root, places.packages('sdk-go')));
      return { ...run, packed };
    };
    await clone().write('sdks/go/README.md', 'The newest edit gives the version its number.\n');
    const first = await published();
    expect(first.exitCode, first.output).toBe(0);

    await clone().edit('sdks/go/client.go', '\n// ', '\n// Edited. ');
    const older = new Date(Date.now() - 3_600_000);
    await utimes(path.join(clone().root, 'sdks', 'go', 'client.go'), older, older);
    const before = await uploads(clone());
    const second = await published();
    expect(second.packed.version).toBe(first.packed.version);
    expect(second.exitCode).toBe(1);
    const [served, packed] = [first, second].map((run) => run.packed.artifacts[0]?.sha256);
    expect(second.output).toMatch(
      new RegExp(`Error \\[PUBLISH_CONFLICT\\]: .+sha256 ${served}, packed ${packed}`),
    );
    expect(await uploads(clone())).toEqual(before);
  });
}
