import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { npmClient } from './npm-client.ts';

const SECRET = '0123456789abcdef';

test("behind a router npm itself asks there, and a package's own scripts do not learn its address", () =>
  inScratchFolder('npm-client', async (folder) => {
    const scripts = { show: 'echo it has $npm_config_registry' };
    await writeFile(path.join(folder, 'package.json'), JSON.stringify({ scripts }));
    const lines: string[] = [];
    const npm = await npmClient({
      registry: {
        address: `http://127.0.0.1:9/${SECRET}`,
        credential: undefined,
        routed: { registry: 'https://registry.invalid/npm', internal: [], secrets: [SECRET] },
      },
      home: path.join(folder, 'home'),
      cache: path.join(folder, 'cache'),
      log: (line) => lines.push(line),
    });
    await npm.fetch(folder, 'config', 'get', 'registry');
    await npm.run(folder, 'run', '--silent', 'show');
    expect(lines).toContain('http://127.0.0.1:9/***/');
    expect(lines).toContain('it has https://registry.invalid/npm/');
  }));

test('where readers need a credential, no script finds it in the cache of npm', async () => {
  const token = 'read-only-token';
  const asked: (string | undefined)[] = [];
  // npm's cache keeps the request headers that an answer varies by.
  const server = createServer(({ headers }, response) => {
    asked.push(headers.authorization);
    const packument = {
      name: 'a',
      'dist-tags': { latest: '1.0.0' },
      versions: { '1.0.0': { name: 'a', version: '1.0.0' } },
    };
    response
      .writeHead(200, { vary: 'authorization', 'cache-control': 'max-age=300' })
      .end(JSON.stringify(packument));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('No port was bound.');
  try {
    await inScratchFolder('npm-client', async (folder) => {
      const cache = path.join(folder, 'cache');
      // The brackets keep `grep` from finding the script itself.
      const script = 'grep -rl "read-only-[t]oken" "$npm_config_cache" "$HOME" 2>&- || echo nothing';
      await writeFile(path.join(folder, 'package.json'), JSON.stringify({ scripts: { show: script } }));
      const lines: string[] = [];
      const npm = await npmClient({
        registry: { address: `http://127.0.0.1:${address.port}`, credential: { token }, routed: undefined },
        home: path.join(folder, 'home'),
        cache,
        log: (line) => lines.push(line),
      });
      await npm.fetch(folder, 'view', 'a', 'version');
      expect(asked).toContain(`Bearer ${token}`);
      await npm.run(folder, 'run', '--silent', 'show');
      expect(lines.at(-1)).toBe('nothing');
    });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
