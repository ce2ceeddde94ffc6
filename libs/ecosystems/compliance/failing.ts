import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { type Answer, deadOrigin, startBentServer } from '../src/world/testing/bent-server.ts';
import { movedTo } from './environments.ts';
import { type PackedSdk, pack, type SdkWorkspace } from './sdk-workspace.ts';
import type { Suite } from './suite.ts';

const WELCOME =
  '<!DOCTYPE html><html><head><title>Welcome</title></head><body><a href="https://example.com/">Sign in</a></body></html>';

interface Badness {
  readonly what: string;
  readonly answer: Answer;
  readonly code: string;
  /** Matches the error's description of the fault. */
  readonly message: RegExp;
}

const BAD: readonly Badness[] = [
  {
    what: 'answers 500',
    answer: (_, response) => response.writeHead(500).end('the disk\nis full'),
    code: 'REGISTRY_UNAVAILABLE',
    message: /answered 500 "the disk is full"/,
  },
  {
    what: 'answers with a page for people',
    answer: (_, response) => response.writeHead(200, { 'content-type': 'text/html' }).end(WELCOME),
    code: 'INVALID_RESPONSE',
    message: /answer/,
  },
  {
    what: 'answers with a JSON content type, but without JSON',
    answer: ({ headers }, response) =>
      response.writeHead(200, { 'content-type': headers.accept?.split(',')[0] }).end('{"files": ['),
    code: 'INVALID_RESPONSE',
    message: /answer/,
  },
  {
    what: 'breaks off in the middle of an answer',
    answer: breakOff,
    code: 'REGISTRY_UNAVAILABLE',
    message: /can't be reached \(/,
  },
];

export function failing(suite: Suite): void {
  const { ecosystem, newSdk, publish } = suite;
  let workspace: SdkWorkspace;
  let sdk: PackedSdk;
  beforeAll(async () => {
    workspace = await newSdk();
    sdk = await pack(workspace.root, ecosystem);
  });
  afterAll(() => workspace?.[Symbol.asyncDispose]());

  test.concurrent.each(BAD)(
    'a registry that $what is named with what it said, and gets nothing',
    async (bad) => {
      await using server = await startBentServer(bad.answer, suite.certificate);
      await meets(server.origin, bad);
      expect(server.methods.filter((method) => method !== 'GET')).toEqual([]);
    },
  );

  test.concurrent('a registry that is down is named', async () => {
    await meets(await deadOrigin(suite.certificate), {
      code: 'REGISTRY_UNAVAILABLE',
      message: /can't be reached \(.*ECONNREFUSED/,
    });
  });

  /** Expects every method to end in the same error: one or two sentences, in one line. */
  async function meets(origin: string, { code, message }: Pick<Badness, 'code' | 'message'>): Promise<void> {
    const { name, version } = sdk.packed;
    const registry = ecosystem.registry(movedTo(origin, suite.environment, ecosystem));
    const asked = [registry.lookUp(name, version), registry.latest(name), publish(sdk, registry)];
    for (const outcome of await Promise.allSettled(asked)) {
      const error = outcome.status === 'rejected' ? outcome.reason : outcome;
      expect(error).toMatchObject({ code, message: expect.stringMatching(message) });
      expect(error.message).toContain(`${origin}/`);
      expect(error.message).not.toContain('\n');
    }
  }
}

function breakOff(_: IncomingMessage, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': 1000 });
  response.write('{"name": "', () => response.destroy());
}

/** Must run alone, because it shortens the time limit of every exchange. */
export function hanging(suites: readonly Suite[]): void {
  afterEach(() => vi.restoreAllMocks());

  test.each(suites)(
    'a registry of $ecosystem.id that hangs is given up after the time limit',
    async (suite) => {
      const { ecosystem, fixture } = suite;
      const timeout = AbortSignal.timeout.bind(AbortSignal);
      vi.spyOn(AbortSignal, 'timeout').mockImplementation(() => timeout(200));
      await using server = await startBentServer(() => {});
      const registry = ecosystem.registry(movedTo(server.origin, suite.environment, ecosystem));
      await expect(registry.lookUp(fixture.name('sdk-1'), fixture.spelled.release)).rejects.toThrow(
        expect.objectContaining({
          code: 'REGISTRY_UNAVAILABLE',
          message: expect.stringMatching(/gave no complete answer within \d+ s/),
        }),
      );
    },
  );
}
