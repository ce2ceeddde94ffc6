import { writeFile } from 'node:fs/promises';
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
