import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { type CallOptions, Code, PlatformClient, PlatformError, version } from '../src/index.ts';
import type { Organization, Organizations } from '../src/platform/organizations.ts';
import { type ConformanceCase, cases } from './conformance-table.ts';
import { type ContractServer, startContractServer } from './contract-server.ts';

const token = 'a-token-for-tests';
const saved = new Map<string, string>();

let server: ContractServer;
beforeAll(async () => {
  server = await startContractServer(token);
  saved.set('url', server.url);
});
afterAll(() => server?.stop());

test.each(cases)('%s', async (_, read) => {
  const given = read(saved);
  await rehearsal('PUT', given.platform);
  expect(await outcome(given)).toEqual(given.expect);
});

type Outcome = Omit<ConformanceCase['expect'], 'organization'> & { organization?: object };

async function outcome(given: ConformanceCase): Promise<Outcome> {
  const found: Outcome = { calls: 0 };
  try {
    const { base_url: baseUrl = server.url, token: own = token } = given.client;
    const { organizations } = new PlatformClient({ baseUrl, token: own });
    await call(organizations, given, found);
  } catch (error) {
    expect(String(error)).not.toContain('secret');
    if (!(error instanceof PlatformError)) {
      const { refused = 'nothing' } = given.expect;
      expect(error).toMatchObject({ name: 'TypeError', message: expect.stringContaining(refused) });
      found.refused = refused;
    } else {
      const { says = '' } = given.expect.error ?? {};
      expect(error.message).toContain(says);
      const details = error.details.map(({ field, reason }) => ({ field, reason }));
      found.error = { code: spelled(error.code), says, details };
    }
  }
  const seen = await rehearsal('GET');
  for (const { userAgent, timeoutMs } of seen) {
    expect(userAgent).toBe(`ameide-sdk-ts/${version}`);
    expect(timeoutMs !== null).toBe(given.timeout_ms !== undefined);
  }
  return { ...found, calls: seen.length };
}

async function call(organizations: Organizations, given: ConformanceCase, found: Outcome): Promise<void> {
  const { id = '', slug = '', display_name: displayName, labels, etag, page_size: pageSize } = given.input;
  const options: CallOptions = {
    ...(given.cancel && { signal: cancelled(given.expect.calls) }),
    ...(given.timeout_ms !== undefined && { timeoutMs: given.timeout_ms }),
  };
  const changes = {
    ...(displayName !== undefined && { displayName }),
    ...(labels && { labels }),
    ...(etag && { etag }),
  };
  switch (given.call) {
    case 'create':
      return keep(await organizations.create({ slug, displayName: '', ...changes }, options), given, found);
    case 'get':
      return keep(await organizations.get(id, options), given, found);
    case 'update':
      return keep(await organizations.update(id, changes, options), given, found);
    case 'delete':
      return organizations.delete(id, options);
    case 'list': {
      found.organizations = [];
      const { take = Number.POSITIVE_INFINITY } = given;
      const list = organizations.list(pageSize === undefined ? {} : { pageSize }, options);
      if (take > 0) for await (const { slug } of list) if (found.organizations.push(slug) === take) break;
    }
  }
}

/** Saves the organization for later cases, and keeps of it what the case looks at. */
function keep(organization: Organization, { save, expect: wanted }: ConformanceCase, found: Outcome): void {
  const { id, etag, slug, displayName, labels, createTime } = organization;
  expect([id, etag]).not.toContain('');
  expect(createTime).toBeDefined();
  if (save !== undefined) saved.set(`${save}.id`, id).set(`${save}.etag`, etag);
  const all = { slug, display_name: displayName, labels };
  const looked = Object.entries(all).filter(([name]) => Object.hasOwn(wanted.organization ?? all, name));
  found.organization = Object.fromEntries(looked);
}

/** A signal that comes once the platform has seen this many calls. */
function cancelled(calls: number): AbortSignal {
  const stop = new AbortController();
  vi.waitUntil(async () => (await rehearsal('GET')).length === calls, { timeout: 10_000 }).finally(() =>
    stop.abort(),
  );
  return stop.signal;
}

function spelled(code: Code): string {
  return Code[code].replaceAll(/\B[A-Z]/g, '_$&').toLowerCase();
}

const seenCalls = z.array(z.object({ userAgent: z.string(), timeoutMs: z.number().nullable() }));

/** What the platform does with the next calls, and what it has seen since that was said. */
async function rehearsal(method: 'PUT' | 'GET', answers?: unknown[]): Promise<z.infer<typeof seenCalls>> {
  const response = await fetch(`${server.url}/rehearsal`, {
    method,
    headers: { authorization: `Bearer ${token}` },
    ...(answers && { body: JSON.stringify(answers) }),
  });
  expect(response.status, 'the table states an answer that the contract server does not know').toBe(200);
  return seenCalls.parse(await response.json());
}
