import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readSettings } from './settings.ts';

const env = { PLATFORM_URL: 'http://platform', PLATFORM_TOKEN: 'secret', LISTEN: '127.0.0.1:0' };

test('reads the settings', () => {
  assert.deepEqual(readSettings(env), {
    platform: { baseUrl: 'http://platform', token: 'secret' },
    listen: { host: '127.0.0.1', port: 0 },
  });
});

test('names all that is missing at once', () => {
  assert.throws(() => readSettings({ PLATFORM_URL: '' }), /PLATFORM_URL.*\nPLATFORM_TOKEN.*\nLISTEN/);
});

test('refuses an address that is none', () => {
  for (const LISTEN of ['everywhere', ':1', 'localhost:65536']) {
    assert.throws(() => readSettings({ ...env, LISTEN }), /It must be the host:port/);
  }
});
