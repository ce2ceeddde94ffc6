import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { FileNotServed, RegistryError } from '../world/http.ts';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { type PublishOutcome, publish } from './publish.ts';
import { readBackRecord } from './read-back-record.ts';
import { type MemoryRegistry, memoryRegistry, packedOf, refusal } from './testing/memory-registry.ts';

const FILES = { wheel: 'w', sdist: 's' };
const packed = packedOf(FILES);

/** Publishes the files several times, with one record, and returns the last outcome. */
async function publishTo(registry: MemoryRegistry, times = 1, packing = packed): Promise<PublishOutcome> {
  await using folder = await temporaryFolder('publish');
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(folder.path, file), text);
  const record = readBackRecord(path.join(folder.path, 'record'));
  const request = { packed: packing, folder: folder.path, registry, record, log: () => {}, waits: WAITS };
  for (let time = 1; time < times; time += 1) await publish(request);
  return await publish(request);
}

const WAITS = { served: 1000, refused: 200 };

const busy = () => new RegistryError('REGISTRY_UNAVAILABLE', 'busy');
const uploads = ({ calls }: MemoryRegistry): string[] => calls.filter((call) => call.startsWith('upload'));

/** Wraps a method that fails this way a few times before it works. */
function failing<Args extends unknown[], Result>(
  errors: readonly Error[],
  method: (...args: Args) => Promise<Result>,
): (...args: Args) => Promise<Result> {
  const left = [...errors];
  return async (...args) => {
    const error = left.shift();
    if (error !== undefined) throw error;
    return method(...args);
  };
}

test('what is missing is uploaded, then every byte is read back', async () => {
  const registry = memoryRegistry();
  expect(await publishTo(registry)).toEqual({ kind: 'published', uploaded: ['wheel', 'sdist'] });
  expect(registry.calls).toEqual([
    'lookUp',
    'upload wheel',
    'upload sdist',
    'lookUp',
    'download wheel',
    'download sdist',
  ]);
});

test('a registry that is busy is asked again, from what it serves then', async () => {
  const registry = memoryRegistry(({ lookUp, upload }) => ({
    lookUp: failing([busy()], lookUp),
    upload: failing([busy()], upload),
  }));
  expect(await publishTo(registry)).toEqual({ kind: 'published', uploaded: ['wheel', 'sdist'] });
  expect(uploads(registry)).toEqual(['upload wheel', 'upload wheel', 'upload sdist']);
});

test('an upload whose answer was lost is not sent again', async () => {
  const registry = memoryRegistry(({ held }) => ({
    async upload(_, { file }, bytes) {
      held.set(file, bytes);
      if (file === 'wheel') throw busy();
      return 'accepted';
    },
  }));
  expect(await publishTo(registry)).toEqual({ kind: 'published', uploaded: ['sdist'] });
  expect(uploads(registry)).toEqual(['upload wheel', 'upload sdist']);
});

test('a registry that stays busy is given up', async () => {
  const registry = memoryRegistry(() => ({ lookUp: () => Promise.reject(busy()) }));
  await expect(publishTo(registry)).rejects.toThrow('busy');
  expect(registry.calls).toEqual(['lookUp', 'lookUp', 'lookUp', 'lookUp']);
});

test.each(['CREDENTIAL_REFUSED', 'REGISTRY_REFUSED', 'INVALID_RESPONSE'] as const)(
  'after %s nothing is tried again',
  async (code) => {
    const registry = memoryRegistry(() => ({ upload: () => Promise.reject(new RegistryError(code, 'no')) }));
    await expect(publishTo(registry)).rejects.toThrow(expect.objectContaining({ code }));
    expect(registry.calls).toEqual(['lookUp', 'upload wheel']);
  },
);

test('where somebody else was faster with the same bytes, nothing was published by us', async () => {
  const registry = memoryRegistry(({ held }) => ({
    async upload(_, { file }, bytes) {
      held.set(file, bytes);
      return refusal(409);
    },
  }));
  expect(await publishTo(registry)).toEqual({ kind: 'identical' });
});

test('where somebody else was faster with other bytes, it is a conflict', async () => {
  const registry = memoryRegistry(({ held }) => ({
    async upload(_, { file }) {
      held.set(file, Buffer.from('other'));
      return refusal(409);
    },
  }));
  expect(await publishTo(registry)).toMatchObject({ kind: 'conflict', file: 'wheel' });
});

test('what is served a little later is waited for', async () => {
  const registry = memoryRegistry(({ lookUp }) => {
    let asked = 0;
    return {
      async lookUp(name, version) {
        asked += 1;
        return asked < 4 ? [] : lookUp(name, version);
      },
    };
  });
  expect(await publishTo(registry)).toMatchObject({ kind: 'published' });
});

test('what is taken and never served is told after a while', async () => {
  const registry = memoryRegistry(() => ({ lookUp: async () => [] }));
  await expect(publishTo(registry)).rejects.toThrow(
    expect.objectContaining({
      code: 'INVALID_RESPONSE',
      message: expect.stringMatching(/accepted wheel, sdist of sdk 1\.2\.3, but does not serve it after 1 s/),
    }),
  );
});

/** A registry that lists and serves its files only after some looks and downloads. */
function slow(looks: number, downloads: number, upload: MemoryRegistry['upload']): MemoryRegistry {
  let [looked, downloaded] = [0, 0];
  return memoryRegistry(({ held, lookUp, download }) => ({
    async lookUp(name, version) {
      looked += held.size > 0 ? 1 : 0;
      return looked > looks ? lookUp(name, version) : [];
    },
    async download(served) {
      downloaded += 1;
      if (downloaded <= downloads) throw new FileNotServed('http://memory.invalid/it', 404);
      return download(served);
    },
    async upload(packing, artifact, bytes) {
      const answer = await upload(packing, artifact, bytes);
      if (!held.has(artifact.file)) held.set(artifact.file, bytes);
      return answer;
    },
  }));
}

test('what is listed before its file is there is waited for', async () => {
  expect(await publishTo(slow(0, 3, async () => 'accepted'))).toMatchObject({ kind: 'published' });
});

test.each([400, 403, 404, 409, 422])(
  'after a refusal with %i, equal bytes that come to be served are a success',
  async (status) => {
    const registry = slow(1, 1, async () => refusal(status));
    expect(await publishTo(registry)).toEqual({ kind: 'identical' });
    expect(uploads(registry)).toEqual(['upload wheel', 'upload sdist']);
  },
);

test.each([400, 403, 409])('after a refusal with %i, other bytes are a conflict', async (status) => {
  const registry = memoryRegistry(({ held }) => ({
    async upload(_, { file }) {
      held.set(file, Buffer.from('other'));
      return refusal(status);
    },
  }));
  expect(await publishTo(registry)).toMatchObject({ kind: 'conflict', file: 'wheel' });
});

test.each([
  [400, WAITS.refused],
  [403, WAITS.refused],
  [409, WAITS.served],
])('after a refusal with %i that leads to nothing, it is told after %i ms', async (status, wait) => {
  const registry = memoryRegistry(() => ({ upload: async () => refusal(status) }));
  const begin = performance.now();
  await expect(publishTo(registry)).rejects.toThrow(refusal(status).error.message);
  // A timer may come up to 1 ms early.
  expect(performance.now() - begin).toBeGreaterThan(wait - 2);
  expect(uploads(registry)).toEqual(['upload wheel']);
});

test('the refusal of a retry whose upload may have been stored is waited out as long as an accepted one', async () => {
  let sent = 0;
  const registry = memoryRegistry(() => ({
    async upload() {
      sent += 1;
      if (sent === 1) throw busy();
      return refusal(403);
    },
  }));
  const begin = performance.now();
  await expect(publishTo(registry)).rejects.toThrow('it answered 403');
  expect(performance.now() - begin).toBeGreaterThan(WAITS.served - 2);
});

test('what is listed and never there is told, also before anything is sent', async () => {
  const never = () => Promise.reject(new FileNotServed('http://memory.invalid/it', 404));
  for (const files of [[], ['wheel']]) {
    const registry = memoryRegistry(() => ({ download: never }));
    for (const file of files) registry.held.set(file, Buffer.from('w'));
    await expect(publishTo(registry)).rejects.toMatchObject({
      code: 'INVALID_RESPONSE',
      message: expect.stringMatching(
        /^After 1 s http:\/\/memory\.invalid\/it answered 404, but the registry lists/,
      ),
    });
    expect(uploads(registry)).toHaveLength(files.length === 0 ? 2 : 0);
  }
});

test('a registry that is busy while it stores is asked on', async () => {
  const errors = [undefined, undefined, busy(), busy(), busy(), busy(), busy()];
  const registry = memoryRegistry(({ lookUp }) => ({
    async lookUp(name, version) {
      const error = errors.shift();
      if (error !== undefined) throw error;
      return errors.length > 0 ? [] : lookUp(name, version);
    },
  }));
  expect(await publishTo(registry)).toMatchObject({ kind: 'published' });
  expect(uploads(registry)).toEqual(['upload wheel', 'upload sdist']);
});

test('bytes are downloaded once, then the declared digest will do', async () => {
  const registry = memoryRegistry();
  for (const { file, integrity } of packed.artifacts) registry.declared.set(file, integrity);
  expect(await publishTo(registry, 3)).toEqual({ kind: 'identical' });
  expect(registry.calls.filter((call) => call.startsWith('download'))).toEqual([
    'download wheel',
    'download sdist',
  ]);
});

test('where no digest is declared, bytes are downloaded each time', async () => {
  const registry = memoryRegistry();
  await publishTo(registry, 2);
  expect(registry.calls.filter((call) => call === 'download wheel')).toHaveLength(2);
});

test('the record does not hide other bytes that the registry declares', async () => {
  const registry = memoryRegistry();
  for (const { file, integrity } of packed.artifacts) registry.declared.set(file, integrity);
  await publishTo(registry);
  registry.held.set('wheel', Buffer.from('other'));
  registry.declared.set('wheel', 'sha256:of other');
  expect(await publishTo(registry)).toMatchObject({ kind: 'conflict', file: 'wheel' });
});

test('the right bytes under a wrong declared digest are nonsense, since no client would take them', async () => {
  const registry = memoryRegistry();
  registry.declared.set('wheel', 'sha256:of other');
  await expect(publishTo(registry)).rejects.toThrow(
    expect.objectContaining({
      code: 'INVALID_RESPONSE',
      message: expect.stringContaining('declares sha256:of other'),
    }),
  );
});

test('other bytes under the declared digest of the packed ones are a conflict all the same', async () => {
  const registry = memoryRegistry();
  registry.held.set('wheel', Buffer.from('other'));
  registry.declared.set('wheel', packed.artifacts[0]?.integrity ?? '');
  expect(await publishTo(registry)).toMatchObject({ kind: 'conflict', file: 'wheel' });
  expect(uploads(registry)).toEqual([]);
});

test('a file that is not what was packed is not uploaded', async () => {
  const registry = memoryRegistry();
  await expect(publishTo(registry, 1, packedOf({ ...FILES, wheel: 'packed otherwise' }))).rejects.toThrow(
    expect.objectContaining({
      code: 'ARTIFACT_CHANGED',
      message: expect.stringContaining('Run "pack" again'),
    }),
  );
  expect(uploads(registry)).toEqual([]);
});
