import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { RegistryError } from '../world/http.ts';
import { temporaryFolder } from '../world/testing/temporary-folder.ts';
import { type PublishOutcome, publish } from './publish.ts';
import { readBackRecord } from './read-back-record.ts';
import { type MemoryRegistry, memoryRegistry, packedOf } from './testing/memory-registry.ts';

const FILES = { wheel: 'w', sdist: 's' };
const packed = packedOf(FILES);

afterEach(() => vi.restoreAllMocks());

/** Publishes the files as often as asked, with one record, and answers with the last outcome. */
async function publishTo(registry: MemoryRegistry, times = 1, packing = packed): Promise<PublishOutcome> {
  await using folder = await temporaryFolder('publish');
  for (const [file, text] of Object.entries(FILES)) await writeFile(path.join(folder.path, file), text);
  const record = readBackRecord(path.join(folder.path, 'record'));
  const request = { packed: packing, folder: folder.path, registry, record, log: () => {} };
  for (let time = 1; time < times; time += 1) await publish(request);
  return await publish(request);
}

const busy = () => new RegistryError('REGISTRY_UNAVAILABLE', 'busy');
const uploads = ({ calls }: MemoryRegistry): string[] => calls.filter((call) => call.startsWith('upload'));

/** A method that fails in this way some times, then does what it should. */
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
      return 'exists';
    },
  }));
  expect(await publishTo(registry)).toEqual({ kind: 'identical' });
});

test('where somebody else was faster with other bytes, it is a conflict', async () => {
  const registry = memoryRegistry(({ held }) => ({
    async upload(_, { file }) {
      held.set(file, Buffer.from('other'));
      return 'exists';
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
  let now = 0;
  vi.spyOn(Date, 'now').mockImplementation(() => {
    now += 40_000;
    return now;
  });
  const registry = memoryRegistry(() => ({ lookUp: async () => [] }));
  await expect(publishTo(registry)).rejects.toThrow(
    expect.objectContaining({
      code: 'INVALID_RESPONSE',
      message: expect.stringMatching(/took wheel, sdist of sdk 1\.2\.3 and does not serve it/),
    }),
  );
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
