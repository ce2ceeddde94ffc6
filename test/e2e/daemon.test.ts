import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { readPackedManifest } from '@ameideio/version-manifest';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Clone, cloneWorkspace } from './clone.ts';
import { nx } from './nx.ts';
import { processesOf, until } from './processes.ts';
import { type RunningRegistries, serve } from './registries.ts';

describe("with Nx's daemon", () => {
  let clone: Clone;
  let registries: RunningRegistries;
  beforeAll(async () => {
    clone = await cloneWorkspace();
    registries = await serve(clone);
  });
  afterAll(async () => {
    await registries?.stop();
    await clone?.remove();
  });
  afterEach(() => clone.reset());

  const withDaemon = (words: string) =>
    nx(clone, words, { ...registries.environment, NX_DAEMON: 'true', NX_ISOLATE_PLUGINS: 'true' });
  const allowed = async (...tasks: string[]) => {
    for (const task of tasks) {
      const { exitCode, output } = await withDaemon(`run ${task} --exclude-task-dependencies`);
      expect(exitCode, output).toBe(0);
    }
  };
  const projects = async () => {
    const { output } = await withDaemon('show projects --json');
    return [JSON.parse(output)].flat();
  };
  const targets = async (project: string) => {
    const { output } = await withDaemon(`show project ${project} --json`);
    return Object.keys(JSON.parse(output).targets);
  };
  const packedVersion = async () =>
    (await readPackedManifest(path.join(clone.root, places.packages('sdk-go')))).version;

  test('edits of workspace.json and of a manifest refresh the graph', async () => {
    expect(await projects()).toContain('sdk-go');
    const daemons = (await processesOf(clone.root)).filter(({ text }) =>
      text.includes('daemon/server/start'),
    );
    expect(daemons).toHaveLength(1);
    await clone.edit('workspace.json', '"sdk-go"', '"sdk-of-go"');
    expect(await projects()).toEqual(expect.arrayContaining(['sdk-of-go', 'sdk-ts']));
    await clone.reset();
    expect(await targets('sdk-ts')).toContain('lint');
    await clone.edit('sdks/ts/package.json', '"lint"', '"lint-it"');
    expect(await targets('sdk-ts')).not.toContain('lint');
  });

  test('an edit and its reversal each get a new version, and the old result of consume is refused', async () => {
    await allowed('sdk-go:pack', 'sdk-go:publish', 'organization-audit:consume', 'organization-audit:build');
    const before = await packedVersion();
    await clone.edit('sdks/go/client.go', '\n// ', '\n// Edited. ');
    await allowed('sdk-go:pack');
    expect(await packedVersion()).not.toBe(before);
    const { exitCode, output } = await withDaemon('run organization-audit:build --exclude-task-dependencies');
    expect(exitCode).toBe(1);
    expect(output).toContain('Error [PIN_MISMATCH]: organization-audit: ');

    // The files of the first version again, with a newer commit: the cached pack has another version.
    await clone.commit('Edit the Go SDK');
    await clone.git('revert', '--no-edit', 'HEAD');
    await allowed('sdk-go:pack');
    expect(await packedVersion()).not.toBe(before);
  });

  test('the daemon can be stopped, and leaves no process', async () => {
    await withDaemon('daemon --stop');
    await until('The end of the daemon', async () => {
      const left = (await processesOf(clone.root)).filter(({ text }) => text.includes('nx/'));
      return left.length === 0 ? true : undefined;
    });
  });
});
