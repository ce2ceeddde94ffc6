import { mkdir, readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ecosystems } from '@ameideio/ecosystems';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { withUpstream } from '../../libs/ecosystems/compliance/environments.ts';
import {
  type PlainRegistry,
  type SeenRequest,
  startPlainRegistry,
} from '../../libs/ecosystems/compliance/plain/plain-registry.ts';
import { newCertificate } from '../../libs/ecosystems/src/world/testing/certificate.ts';
import { type Clone, cloneWorkspace } from './clone.ts';
import { executed, type NxRun, nx } from './nx.ts';
import { type RunningRegistries, serve } from './registries.ts';
import { filesThatHold, textsThatHold, written } from './secrets.ts';
import { watchProcesses } from './watch.ts';

/** An organisation's own registry: the plainest that is allowed, with third parties from the embedded ones. */
describe('with a registry that is not ours and that nobody may read without a credential', () => {
  let clone: Clone;
  let embedded: RunningRegistries;
  let plain: PlainRegistry;
  let run: (words: string) => Promise<NxRun>;
  const runs: NxRun[] = [];
  beforeAll(async () => {
    clone = await cloneWorkspace();
    embedded = await serve(clone);
    const folder = path.join(clone.temporary, 'certificate');
    await mkdir(folder);
    const certificate = await newCertificate(folder);
    plain = await startPlainRegistry({ certificate, digests: true });
    const environment = {
      ...withUpstream(plain.environment, embedded.environment, ecosystems),
      ...certificate.trusting,
    };
    run = async (words) => {
      const done = await nx(clone, words, environment);
      expect(done.exitCode, done.output).toBe(0);
      runs.push(done);
      return done;
    };
  });
  afterAll(async () => {
    await plain?.[Symbol.asyncDispose]();
    await embedded?.stop();
    await clone?.remove();
  });

  test('every target passes in every language, and no output shows a credential', async () => {
    const { secrets } = plain;
    const watch = watchProcesses(process.pid);
    await run('run-many -t pack');
    await run('run-many -t preflight,publish,smoke,versions,consume --exclude-task-dependencies');
    await run('run-many -t build,test -p tag:type:service --exclude-task-dependencies');
    const mirrors = await run('run registries:mirror-smoke');
    expect(mirrors.output.match(/cache not provable/g)).toHaveLength(3);
    const { output } = await run('run registries:health');
    expect(output.match(/served as the version JSON says/g)).toHaveLength(3);
    watch.end();
    expect(textsThatHold(watch.commandLines, secrets)).toEqual([]);
    expect(runs.filter((done) => secrets.some((secret) => done.output.includes(secret)))).toEqual([]);
    expect(await filesThatHold(written(clone), secrets)).toEqual([]);
  });

  test('nothing that is kept or shown has the address of a router', async () => {
    const router = /127\.0\.0\.1:\d+\/[0-9a-f]{32}/;
    expect(runs.filter(({ output }) => router.test(output))).toEqual([]);
    const kept = ['dist', 'tmp/tilt-packages', 'tmp/logs'].map((folder) => path.join(clone.root, folder));
    const texts = (await Promise.all(kept.map(textsBelow))).flat();
    expect(texts.length).toBeGreaterThan(10);
    expect(texts.filter((text) => router.test(text))).toEqual([]);
    const addresses = texts.flatMap((text) => text.match(/"registry": "[^"]*"/g) ?? []);
    const { host } = new URL(plain.environment.PACKAGES_NPM_URL ?? '');
    expect(addresses.filter((address) => address.includes(host)).length).toBeGreaterThanOrEqual(6);
  });

  test('each credential was sent for its own purpose alone, and to this registry alone', () => {
    const by = (who: SeenRequest['by']): SeenRequest[] => plain.seen.filter((request) => request.by === who);
    const asked = (who: SeenRequest['by']): string[] =>
      by(who).map(({ ecosystem, method, path: where }) => `${ecosystem} ${method} ${where}`);
    expect(plain.betrayed).toEqual([]);
    expect(by('a stranger')).toEqual([]);
    expect(by('reader').filter(({ method }) => !['GET', 'HEAD'].includes(method))).toEqual([]);
    expect(new Set(by('reader').map(({ ecosystem }) => ecosystem)).size).toBe(3);
    const uploads = by('uploader').filter(({ method }) => method !== 'GET');
    expect(uploads.map(({ ecosystem, method }) => `${ecosystem} ${method}`).toSorted()).toEqual([
      'go PUT',
      'npm PUT',
      'pypi POST',
      'pypi POST',
    ]);
    // The preflight sends them: it looks for a read that proves the upload credential.
    const looks = ['go GET /org/go/upload/', 'npm GET /org/npm/-/whoami'];
    expect(
      asked('uploader')
        .filter((request) => request.includes(' GET '))
        .toSorted(),
    ).toEqual(looks);
    expect(asked('nobody').toSorted()).toEqual(['go GET /org/go/upload/', 'pypi GET /org/pypi/']);
  });

  test('a second publish changes nothing', async () => {
    const before = plain.seen.length;
    const { output, tasks } = await run(
      'run-many -t publish --exclude-task-dependencies --output-style=stream',
    );
    expect(executed(tasks)).toEqual(['sdk-go:publish', 'sdk-python:publish', 'sdk-ts:publish']);
    expect(output.match(/unchanged \S+ \S+ at https:/g)).toHaveLength(3);
    expect(plain.seen.slice(before).filter(({ by }) => by !== 'reader')).toEqual([]);
  });
});

async function textsBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return Promise.all(files.map((entry) => readFile(path.join(entry.parentPath, entry.name), 'latin1')));
}
