import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { places, readTaskReport, taskLog } from '@ameideio/nx-packages/workspace';
import { readVersionJson } from '@ameideio/version-manifest';
import { describe, expect, test } from 'vitest';
import { npmStarted } from '../npm-start.ts';
import { executed, restored } from '../nx.ts';
import { uploads } from '../registries.ts';
import { clientCaches, filesThatHold, textsThatHold, written } from '../secrets.ts';
import { tableOf } from '../table.ts';
import { asked, each, ofSdk, ofService } from '../task-ids.ts';
import { NOTHING, traces } from '../traces.ts';
import type { WarmClone } from './warm-clone.ts';

const SDKS = [
  { sdk: 'sdk-ts', language: 'ts', name: '@ameideio/ameide-sdk-ts', service: 'onboarding-web' },
  { sdk: 'sdk-go', language: 'go', name: 'github.com/ameideio/ameide-sdk-go', service: 'organization-audit' },
  { sdk: 'sdk-python', language: 'python', name: 'ameide-sdk', service: 'organization-report' },
];

const row = (publish: string, rest: string) =>
  SDKS.map(({ name, service }) => [
    name,
    expect.stringMatching(/^v?\d+\.\d+\.\d+(-dev\.|\.dev)\d{14}$/),
    expect.stringMatching(/^sha256:[0-9a-f]{12}/),
    publish,
    rest,
    `${service} build and test ${rest}`,
  ]);

const mirrored = (cached: RegExp) =>
  [
    ['lodash', expect.stringMatching(/^\d+\.\d+\.\d+$/)],
    ['requests', '2.32.3'],
    ['github.com/google/uuid', 'v1.6.0'],
  ].map((row) => [...row, 'passed', 'passed', expect.stringMatching(cached)]);

/** The task that gathers all others. It does nothing itself and prints nothing. */
const PIPELINE = 'registries:pipeline';

export function twoRuns(warm: () => WarmClone): void {
  describe('npm start in a fresh clone', () => {
    test('publishes, smokes and consumes everything, and shows it in one table', () => {
      const { first } = warm();
      expect(first.exitCode, first.output).toBe(0);
      expect(tableOf(first.output)).toEqual(row('published', 'passed'));
    });

    test('proves that third parties come out of the registries a second time', () => {
      expect(tableOf(warm().first.output, 'mirrored package')).toEqual(
        mirrored(/^proved \([1-9]\d* requests, /),
      );
    });

    test('runs nothing else while the registries are cut off from their upstreams', () => {
      const lines = warm()
        .first.output.split('\n')
        .filter((line) => /^[▶✔] /.test(line));
      const begin = lines.indexOf('▶ registries:mirror-smoke');
      expect(lines[begin + 1]).toMatch(/^✔ registries:mirror-smoke, /);
      const before = lines.slice(0, begin);
      const ended = before
        .filter((line) => line.startsWith('✔'))
        .map((line) => line.replace(/^✔ (\S+),.*/, '$1'));
      const begun = before.filter((line) => line.startsWith('▶')).map((line) => line.slice(2));
      expect(begun.filter((task) => !ended.includes(task))).toEqual([]);
    });

    test('prints each task when it starts and when it ends, with its time', async () => {
      const { clone, first } = warm();
      const tasks = Object.keys(await readTaskReport(clone.root));
      for (const task of tasks.filter((one) => one !== PIPELINE)) {
        expect(first.output).toContain(`\n▶ ${task}\n`);
        expect(first.output).toMatch(new RegExp(`\n✔ ${task}, \\d+\\.\\d s\n`));
        const log = await readFile(path.join(clone.root, taskLog(task)), 'utf8');
        expect(log).toContain(`passed ${task} in `);
        for (const colour of ['\u001b[', 'NO_COLOR']) expect(log).not.toContain(colour);
      }
    });

    test.each(SDKS)('writes the version JSON of $language', async ({ language, name, sdk }) => {
      const { clone, first } = warm();
      const json = await readVersionJson(path.join(clone.root, places.versionJson(language)));
      expect(json).toMatchObject({
        language,
        packages: { [name]: { project: sdk, source: { dirty: false } } },
      });
      const version = json.packages[name]?.version;
      expect(tableOf(first.output).find(([row]) => row === name)?.[1]).toBe(version);
    });

    test('uploads every file once', async () => {
      const uploaded = (await uploads(warm().clone)).map(({ name, outcome }) => `${outcome} ${name}`);
      expect(uploaded.toSorted()).toEqual([
        'created @ameideio/ameide-sdk-ts',
        'created ameide-sdk',
        'created ameide-sdk',
        'created github.com/ameideio/ameide-sdk-go',
      ]);
    });

    test('shows no secret in output, command lines, files, archives or caches', async () => {
      const { clone, first, begun, secrets, commandLines } = warm();
      expect(secrets).toHaveLength(3);
      expect([...commandLines].join('\n')).toContain('nx/dist/bin/nx.js run-many');
      expect(textsThatHold([first.output, ...commandLines], secrets)).toEqual([]);
      expect(await filesThatHold(written(clone), secrets)).toEqual([]);
      expect(await filesThatHold(await clientCaches(), secrets, begun)).toEqual([]);
    });

    test('lets no other user read a file that holds secrets', () => {
      expect(warm().modes).toEqual(['600', '700']);
    });

    test('leaves nothing behind', async () => {
      expect(warm().traces).toEqual(NOTHING);
    });
  });

  test('a second npm start finds everything unchanged and takes it from the cache', async () => {
    const { clone } = warm();
    const before = await uploads(clone);
    const { exitCode, output } = await npmStarted(clone);
    expect(exitCode, output).toBe(0);
    expect(tableOf(output)).toEqual(row('unchanged', 'from the cache'));
    expect(tableOf(output, 'mirrored package')).toEqual(mirrored(/^proved \(\d+ requests?, then 0\)$/));
    const tasks = await readTaskReport(clone.root);
    const sdks = SDKS.map(({ sdk }) => sdk);
    const services = SDKS.map(({ service }) => service);
    expect(executed(tasks)).toEqual(
      [...asked(...sdks), ...each(['registries'], 'mirror-smoke', 'pipeline')].toSorted(),
    );
    expect(restored(tasks)).toEqual([...ofSdk(...sdks), ...ofService(...services)].toSorted());
    expect(await uploads(clone)).toEqual(before);
    expect(await traces(clone)).toEqual(NOTHING);
  });
}
