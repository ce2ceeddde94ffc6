import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { test } from 'node:test';

const USABLE = { PLATFORM_URL: 'https://platform.example', PLATFORM_TOKEN: 'secret', LISTEN: '127.0.0.1:0' };

/** Runs the service with variables that it can't use. */
function ended(variables: Partial<typeof USABLE>) {
  const main = path.join(import.meta.dirname, 'main.js');
  const env = { ...process.env, ...USABLE, ...variables };
  const { status, stderr } = spawnSync(process.execPath, [main], { env, encoding: 'utf8' });
  return { status, stderr };
}

test('says in one sentence which variable it cannot use', async (context) => {
  assert.deepEqual(ended({ PLATFORM_URL: 'nonsense' }), {
    status: 2,
    stderr:
      'PLATFORM_URL or PLATFORM_TOKEN is not usable: The base URL must be like https://platform.example, without credentials or query.\n',
  });
  const other = createServer().listen(0, '127.0.0.1');
  context.after(() => other.close());
  await once(other, 'listening');
  const address = other.address();
  const LISTEN = `127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
  const { status, stderr } = ended({ LISTEN });
  assert.equal(status, 2);
  assert.match(stderr, /^LISTEN is not usable: .*EADDRINUSE.*\n$/);
});
