import type { PackedManifest } from '@ameideio/version-manifest';
import { expect, test } from 'vitest';
import type { Selected } from '../ecosystem.ts';
import { checkSelection } from './selection.ts';

const pin = (name: string): PackedManifest => ({
  project: 'sdk',
  ecosystem: 'npm',
  name,
  base: '1.2.3',
  version: '1.2.3-dev.1',
  artifacts: ['wheel', 'sdist'].map((file) => ({
    file,
    size: 1,
    sha256: '0'.repeat(64),
    integrity: `of ${file}`,
  })),
  source: { commit: '0'.repeat(40), dirty: false },
  inputs: '0'.repeat(64),
});
const selected = (name: string, version = '1.2.3-dev.1', ...integrities: string[]): Selected => ({
  name,
  version,
  integrities,
});
const check = (...found: Selected[]) => checkSelection('service', [pin('one'), pin('two')], found);
const TWO = selected('two', undefined, 'of wheel');

test.each([
  ['one of the files', [selected('one', undefined, 'of wheel'), TWO]],
  ['all of the files', [selected('one', undefined, 'of sdist', 'of wheel'), TWO]],
  [
    'at several places',
    [selected('one', undefined, 'of wheel'), selected('one', undefined, 'of sdist'), TWO],
  ],
  ['beside others', [selected('one', undefined, 'of wheel'), TWO, selected('third', '9', 'of none')]],
])('the packed version with %s is as it must be', (_, found) => {
  expect(() => check(...found)).not.toThrow();
});

test.each([
  ['nothing', [TWO], 'one is not selected at all'],
  [
    'another version',
    [selected('one', '1.2.3', 'of wheel'), TWO],
    'one is selected as 1.2.3 instead of 1.2.3-dev.1',
  ],
  [
    'another digest',
    [selected('one', undefined, 'of other'), TWO],
    'one 1.2.3-dev.1 is selected with of other, not packed as of wheel or of sdist',
  ],
  [
    'another digest beside the right one',
    [selected('one', undefined, 'of wheel', 'of other'), TWO],
    'of other, not packed',
  ],
  ['no digest', [selected('one'), TWO], 'one 1.2.3-dev.1 is selected without a digest'],
  [
    'a second one of another version',
    [selected('one', undefined, 'of wheel'), selected('one', '0.1.0', 'of wheel'), TWO],
    'one is selected as 0.1.0',
  ],
])('%s is a mismatch that says what to do', (_, found, message) => {
  expect(() => check(...found)).toThrow(
    expect.objectContaining({
      code: 'PIN_MISMATCH',
      message: expect.stringMatching(/^service: .*\. Run "nx run service:consume"\.$/),
    }),
  );
  expect(() => check(...found)).toThrow(message);
});

test('every mismatch is named at once', () => {
  expect(() => check()).toThrow(/one is not selected at all[^\n]*\n[^\n]*two is not selected at all[^\n]*$/);
});
