import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { PackedManifest } from '@ameideio/version-manifest';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { consume, type Service } from '../src/consume/consume.ts';
import type { Environment } from '../src/environment.ts';
import type { Files } from '../src/history/testing/repository.ts';
import { readOnly, withUpstream } from './environments.ts';
import { BASE, COMMITTED } from './fixture.ts';
import { type PlainRegistry, startPlainRegistry } from './plain/plain-registry.ts';
import { inFolder, packBuilt, type SdkWorkspace } from './sdk-workspace.ts';
import { asReaders } from './secrecy.ts';
import type { Suite } from './suite.ts';

/**
 * Tests third parties from an upstream that also serves our internal names: in higher versions, and with other bytes in
 * the same version. The upstream requires its own credential, and redirects downloads to another host.
 */
export function routing(suite: Suite): void {
  const { ecosystem, fixture, newName, newSdk, publish } = suite;
  let forged: PlainRegistry;
  let environment: Environment;
  let workspace: SdkWorkspace;
  const [common, lacking, shared] = [newName(), newName(), newName()];
  const third = fixture.name('third-party');
  let ours: PackedManifest;
  let sharedHere: PackedManifest;
  let theirs: PackedManifest;
  const packedThere: PackedManifest[] = [];

  /** Each further version of the project needs a later commit. */
  let commits = 0;
  const write = async (files: Files): Promise<void> => {
    commits += 1;
    await workspace.write(inFolder('sdk', files));
    await workspace.commit(new Date(COMMITTED.getTime() + commits * 1000));
  };
  const published = async (files: Files, registry = suite.registry): Promise<PackedManifest> => {
    await write(files);
    const sdk = await packBuilt(workspace.root, ecosystem, true);
    expect(await publish(sdk, registry)).toMatchObject({ kind: 'published' });
    return sdk.packed;
  };

  beforeAll(async () => {
    if (suite.certificate === undefined) throw new Error('unreachable');
    workspace = await newSdk();
    forged = await startPlainRegistry({ certificate: suite.certificate, owner: 'theirs', digests: true });
    environment = withUpstream(suite.environment, forged.environment, [ecosystem]);
    const there = ecosystem.registry({ ...forged.environment });
    ours = await published(fixture.requiring(common, 'ours', []));
    sharedHere = await published(fixture.requiring(shared, 'ours', []));
    for (const name of [common, lacking, shared]) {
      const files = fixture.requiring(name, 'forged', []);
      packedThere.push(await published(files, there), await published(inHigherVersion(files), there));
    }
    theirs = await published(fixture.requiring(third, 'theirs', [common]), there);
  });

  afterAll(async () => {
    await workspace?.[Symbol.asyncDispose]();
    await forged?.[Symbol.asyncDispose]();
  });

  /** Consumes a project with these requirements, and returns all digests of its locks. */
  const consumed = async (required: readonly string[], internal: readonly string[]): Promise<string> => {
    await write(fixture.requiring(workspace.name, 'project', required));
    // A client asks for nothing that its cache holds.
    await rm(path.join(workspace.root, 'tmp'), { recursive: true, force: true });
    const service: Service = {
      workspaceRoot: workspace.root,
      project: 'project',
      root: 'sdk',
      inputs: [],
      statedOutputs: undefined,
      sdkFolders: [],
      ecosystem,
      pins: [],
      resolved: path.join(workspace.root, 'dist', 'consume', 'project'),
      environment: readOnly(environment, ecosystem),
      internalNames: async () => internal,
      log: () => {},
    };
    await asReaders(suite, (log) => consume({ ...service, log }));
    const locks = await readdir(service.resolved);
    const texts = await Promise.all(locks.map((lock) => readFile(path.join(service.resolved, lock), 'utf8')));
    for (const text of texts) expect(text).not.toMatch(/127\.0\.0\.1|localhost/);
    return texts.join('\n');
  };
  const holds = (locks: string, { artifacts }: PackedManifest): boolean =>
    artifacts.some(({ integrity }) => locks.includes(integrity));
  /** The requests about a name to the forged upstream, and to our registry, since the last look. */
  const readRequests = { there: () => forged.seen, here: suite.seen };
  const alreadyCounted = { there: 0, here: 0 };
  const countRequests = (name: string): { there: number; here: number } => {
    const named = new RegExp(`[/%2f]${name.split('/').at(-1)}(?!\\d)`);
    const count = (where: 'there' | 'here'): number => {
      const since = readRequests[where]().slice(alreadyCounted[where]);
      alreadyCounted[where] += since.length;
      return since.filter((request) => named.test(request.path)).length;
    };
    return { there: count('there'), here: count('here') };
  };

  test.each(['directly', 'by a third party'])(
    'an internal package that is required %s comes from our registry, whatever the upstream has of its name',
    async (how) => {
      const direct = how === 'directly';
      countRequests(common);
      const locks = await consumed([direct ? common : third], [common, lacking]);
      expect(holds(locks, ours)).toBe(true);
      expect(packedThere.filter((forgery) => holds(locks, forgery))).toEqual([]);
      expect(holds(locks, theirs)).toBe(!direct);
      const { there, here } = countRequests(common);
      expect([there, here > 0]).toEqual([0, true]);
    },
  );

  test('a package that is not internal comes from the upstream alone, also where our registry has it', async () => {
    countRequests(shared);
    const locks = await consumed([shared], [common, lacking]);
    expect(holds(locks, sharedHere)).toBe(false);
    expect(packedThere.some((one) => holds(locks, one))).toBe(true);
    const { there, here } = countRequests(shared);
    expect([there > 0, here]).toEqual([true, 0]);
  });

  test('an internal package that our registry lacks is missing, and the error says so', async () => {
    countRequests(lacking);
    const refused = consumed([lacking], [common, lacking]);
    await expect(refused).rejects.toThrow(
      expect.objectContaining({
        code: 'COMMAND_FAILED',
        message: expect.stringMatching(
          new RegExp(
            `\\n${lacking} is internal \\(.*\\), and ${suite.registry.address} does not serve it. It is never taken from `,
          ),
        ),
      }),
    );
    await expect(refused).rejects.not.toThrow(/[0-9a-f]{32}/);
    expect(countRequests(lacking).there).toBe(0);
  });

  test('each registry was shown its own credential, and the host of their files none', () => {
    const readers = forged.seen.filter(({ method }) => ['GET', 'HEAD'].includes(method));
    expect(readers.filter(({ by }) => by !== 'reader')).toEqual([]);
    expect(readers.length).toBeGreaterThan(0);
    expect(forged.betrayed).toEqual([]);
  });
}

function inHigherVersion(files: Files): Files {
  const raised = Object.entries(files).map(([file, text]) => [file, text.replaceAll(BASE, '1.9.9')]);
  return Object.fromEntries(raised);
}
