import assert from 'node:assert/strict';
import { test } from 'node:test';
import { version } from '@ameideio/ameide-sdk-ts';
import { builtWith } from './built-with.ts';

test('tells the SDK that runs, with its digest', () => {
  const sdk = builtWith();
  assert.equal(sdk.version, version);
  assert.match(sdk.integrity, /^sha512-/);
});
