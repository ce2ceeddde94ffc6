import { expect, test } from 'vitest';
import type { HttpAnswer } from '../world/http.ts';
import { infoOf, versionsOf } from './wire.ts';

const answer = (body: string): HttpAnswer => ({
  url: 'http://proxy.invalid/example.com/sdk/@v/list?token=t',
  status: 200,
  headers: new Headers(),
  body: Buffer.from(body),
});

test.each([
  ['', []],
  ['\n', []],
  ['v1.0.0', ['v1.0.0']],
  ['v1.0.0\nv1.2.3-dev.20260102030405\n', ['v1.0.0', 'v1.2.3-dev.20260102030405']],
  ['v1.0.0\r\nv2.0.0+incompatible\r\n', ['v1.0.0', 'v2.0.0+incompatible']],
  ['v1.0.0 2026-01-02T03:04:05Z\n', ['v1.0.0']],
  ['v1.0.0\nmaster\n1.1.0\nv1\n', ['v1.0.0']],
  ['v1.0.0\nv1.0.0\n', ['v1.0.0']],
  ['v1.0.0\nv1.0.1-0.20200101000000-abcdefabcdef\nv1.1.0-rc.1.0.20200101000000-abcdefabcdef\n', ['v1.0.0']],
  ['v0.0.0-20200101000000-abcdefabcdef\nv2.0.1-0.20200101000000-abcdefabcdef+incompatible\n', []],
  [
    'v1.0.0-20200101000000\nv1.0.0-dev.20200101000000-a\n',
    ['v1.0.0-20200101000000', 'v1.0.0-dev.20200101000000-a'],
  ],
])('the list %j has the versions %j', (body, versions) => {
  expect(versionsOf(answer(body))).toEqual(versions);
});

test.each(['<!DOCTYPE html>\n<html></html>', '{"versions": []}', 'not found', '1.0.0'])(
  '%j is no list',
  (body) => {
    expect(() => versionsOf(answer(body))).toThrow(
      expect.objectContaining({
        code: 'INVALID_RESPONSE',
        message: expect.stringMatching(
          /^The answer of http:\/\/proxy\.invalid\/example\.com\/sdk\/@v\/list is not a list/,
        ),
      }),
    );
  },
);

test('information of a version may have more than is asked for', () => {
  const info = { Version: 'v1.0.0', Time: '2026-01-02T03:04:05Z', Origin: {} };
  expect(infoOf(answer(JSON.stringify(info)))).toEqual(info);
});

test.each([
  ['<html>', 'is not JSON'],
  ['', 'is not JSON'],
  ['[]', 'is not the information of a version'],
  ['{"version": "v1.0.0"}', 'Version: '],
  ['{"Version": "v1.0.0", "Time": 1}', 'Time: '],
])('%j is no information of a version', (body, message) => {
  expect(() => infoOf(answer(body))).toThrow(
    expect.objectContaining({ code: 'INVALID_RESPONSE', message: expect.stringContaining(message) }),
  );
});
