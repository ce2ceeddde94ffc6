import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { movedTo } from '../libs/ecosystems/compliance/environments.ts';
import { COMMITTED, type Fixture } from '../libs/ecosystems/compliance/fixture.ts';
import { goFixture } from '../libs/ecosystems/compliance/go-fixture.ts';
import { npmFixture } from '../libs/ecosystems/compliance/npm-fixture.ts';
import { pypiFixture } from '../libs/ecosystems/compliance/pypi-fixture.ts';
import { startForFixtures } from '../libs/ecosystems/compliance/registries.ts';
import { inFolder, type PackedSdk, pack } from '../libs/ecosystems/compliance/sdk-workspace.ts';
import { newSuite, type Suite } from '../libs/ecosystems/compliance/suite.ts';
import { startRecorder } from './recorder.ts';
import { medians, ROUNDS, timed } from './timing.ts';

/** Milliseconds, each the median of several rounds. */
export interface ArtifactTimes {
  readonly ecosystem: string;
  /** The pipeline: look up, upload, look up again, download, hash. */
  readonly published: number;
  /** curl: one authenticated upload and one download of the same kind of artifact. */
  readonly curl: number;
}

const fixtures: readonly Fixture[] = [npmFixture, pypiFixture, goFixture];

export async function artifactTimes(): Promise<ArtifactTimes[]> {
  await using registries = await startForFixtures(fixtures);
  const times: ArtifactTimes[] = [];
  for (const fixture of fixtures) {
    const suite = newSuite(fixture, 'embedded', () => registries);
    const next = await versions(suite);
    const measured = await medians(ROUNDS, {
      published: async () => {
        const sdk = await next();
        return timed(() => suite.publish(sdk));
      },
      curl: async () => curlTime(suite, await next()),
    });
    times.push({ ecosystem: fixture.ecosystem.id, ...measured });
  }
  return times;
}

/** Gives a function that packs a new version of one small SDK, with one artifact. */
async function versions({ fixture, ecosystem, newSdk }: Suite): Promise<() => Promise<PackedSdk>> {
  const workspace = await newSdk();
  let version = 0;
  return async () => {
    version += 1;
    await workspace.write(inFolder('sdk', fixture.sdk(workspace.name, `version ${version}`)));
    await workspace.commit(new Date(COMMITTED.getTime() + version * 1000));
    const sdk = await pack(workspace.root, ecosystem);
    return { ...sdk, packed: { ...sdk.packed, artifacts: sdk.packed.artifacts.slice(0, 1) } };
  };
}

/** Sends the same request as the pipeline does, then downloads what it uploaded. */
async function curlTime({ ecosystem, environment, registry }: Suite, sdk: PackedSdk): Promise<number> {
  const folder = await mkdtemp(path.join(tmpdir(), 'nx-packages-bench-'));
  try {
    const { packed } = sdk;
    const [artifact] = packed.artifacts;
    if (artifact === undefined) throw new Error(`${packed.name} has no artifact.`);
    await using recorder = await startRecorder();
    const bytes = await readFile(path.join(sdk.folder, artifact.file));
    await ecosystem
      .registry(movedTo(recorder.origin, environment, ecosystem))
      .upload(packed, artifact, bytes);
    const { method, path: where, headers, body } = recorder.upload();
    const [origin] = /^https?:\/\/[^/]+/.exec(registry.address) ?? [];
    const [bodyFile, configuration] = [path.join(folder, 'body'), path.join(folder, 'curl.conf')];
    await writeFile(bodyFile, body);
    const sent = ['authorization', 'content-type'].flatMap((name) => {
      const value = headers[name];
      return value === undefined ? [] : [`header = "${name}: ${String(value)}"`];
    });
    // "Expect: 100-continue" would cost curl a round trip that the pipeline does not make.
    await writeFile(configuration, [...sent, 'header = "Expect:"'].join('\n'), { mode: 0o600 });
    const put = await timed(() =>
      curl(
        '--output',
        '/dev/null',
        '--config',
        configuration,
        '--request',
        method,
        '--data-binary',
        `@${bodyFile}`,
        `${origin}${where}`,
      ),
    );
    const [served] = await registry.lookUp(packed.name, packed.version);
    if (served === undefined) throw new Error(`curl has not published ${packed.name} ${packed.version}.`);
    const downloaded = path.join(folder, 'downloaded');
    const get = await timed(() => curl('--output', downloaded, served.url));
    if (!(await readFile(downloaded)).equals(bytes)) throw new Error(`${served.url} holds other bytes.`);
    return put + get;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function curl(...args: string[]): Promise<void> {
  await execa('curl', ['--silent', '--show-error', '--fail', ...args]);
}
