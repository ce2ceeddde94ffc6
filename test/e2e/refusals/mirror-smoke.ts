import type { RequestListener } from 'node:http';
import { describe, expect, test } from 'vitest';
import { startBentServer } from '../../../libs/ecosystems/src/world/testing/bent-server.ts';
import type { Clone } from '../clone.ts';
import { nx } from '../nx.ts';
import { tableOf } from '../table.ts';

type Variables = Readonly<Record<string, string>>;

const run = async (clone: Clone, variables: Variables) => {
  const { exitCode, output } = await nx(clone, 'run registries:mirror-smoke', variables);
  // One row a package; the executor's last words follow at once.
  const rows = tableOf(output, 'mirrored package').slice(0, 3);
  return { exitCode, output, rows: rows.map(([name, , ...rest]) => [name, ...rest]) };
};

/** These registries run without the counting proxy, as an organisation's own do. */
export function mirrorSmoke(clone: () => Clone, addresses: () => Variables): void {
  describe('registries:mirror-smoke', () => {
    test('checks both fetches, and says that the cache is not provable without the counting proxy', async () => {
      const { exitCode, output, rows } = await run(clone(), addresses());
      expect(exitCode, output).toBe(0);
      expect(rows).toEqual(
        ['lodash', 'requests', 'github.com/google/uuid'].map((name) => [
          name,
          'passed',
          'passed',
          'cache not provable',
        ]),
      );
      for (const check of ['npm pack', 'file, probed (HEAD)', 'checksum database'])
        for (const fetch of ['first', 'second']) expect(output).toContain(`${fetch} fetch: ok ${check} (`);
    });

    test('names each package that is not served, and a Go registry that relays no checksum database', async () => {
      await using registry = await startBentServer(withoutDatabase(addresses().PACKAGES_GO_PROXY_URL));
      await clone().edit('workspace.json', '"lodash"', '"lodash@0.0.0-none"');
      await clone().edit('workspace.json', '==2.32.3', '==0.0.0');
      const variables = { ...addresses(), PACKAGES_GO_PROXY_URL: registry.origin };
      const { exitCode, output, rows } = await run(clone(), variables);
      expect(exitCode).toBe(1);
      expect(rows).toEqual(
        ['lodash@0.0.0-none', 'requests==0.0.0', 'github.com/google/uuid@v1.6.0'].map((name) => [
          name,
          'FAILED',
          'not run',
          '–',
        ]),
      );
      expect(output).toMatch(
        /Error \[MIRROR_FAILED\]: lodash@0\.0\.0-none through .+ fetch failed, at "npm pack"/,
      );
      expect(output).toMatch(/requests==0\.0\.0 through .+ fetch failed, at "simple page"/);
      expect(output).toMatch(
        /uuid@v1\.6\.0 through .+ at "checksum database is relayed": .+\/supported answered 404/,
      );
    });
  });
}

/** The Go registry without its relay of the checksum database. */
function withoutDatabase(registry: string | undefined): RequestListener {
  return async ({ url = '' }, response) => {
    if (url.startsWith('/sumdb/')) {
      response.writeHead(404).end();
      return;
    }
    const answer = await fetch(`${registry}${url}`);
    response.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  };
}
