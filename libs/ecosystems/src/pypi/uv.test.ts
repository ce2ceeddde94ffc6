import path from 'node:path';
import { expect, test } from 'vitest';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { startBentServer } from '../world/testing/bent-server.ts';
import { uvClient } from './uv.ts';

const SECRET = '0123456789abcdef';

test('behind a router uv itself asks there, and other programs do not learn its address', () =>
  inScratchFolder('uv', async (folder) => {
    await using router = await startBentServer((_, response) => response.writeHead(409).end());
    const lines: string[] = [];
    const uv = await uvClient({
      index: {
        address: `${router.origin}/${SECRET}`,
        credential: undefined,
        routed: { registry: 'https://registry.invalid/simple', internal: [], secrets: [SECRET] },
      },
      home: path.join(folder, 'home'),
      cache: path.join(folder, 'cache'),
      log: (line) => lines.push(line),
    });
    const python = await uv.venv(path.join(folder, 'environment'));
    const asked = uv.fetch(folder, 'pip', 'install', '--python', python, 'left');
    await expect(asked).rejects.toThrow(`${router.origin}/***/left/`);
    expect(await uv.program('sh', folder, ['-c', 'echo $UV_DEFAULT_INDEX'])).toBe(
      'packages=https://registry.invalid/simple',
    );
    expect(lines.filter((line) => line.includes(SECRET))).toEqual([]);
  }));
