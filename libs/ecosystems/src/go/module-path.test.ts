import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkMajor, escapeModule } from './module-path.ts';

test.each([
  ['github.com/ameideio/ameide-sdk-go', 'github.com/ameideio/ameide-sdk-go'],
  ['github.com/Azure/azure-sdk-for-go', 'github.com/!azure/azure-sdk-for-go'],
  ['example.com/ABC', 'example.com/!a!b!c'],
  ['v1.0.0-RC.1', 'v1.0.0-!r!c.1'],
])('%s is spelled %s', (path, escaped) => {
  expect(escapeModule(path)).toBe(escaped);
});

test('two paths never become one, also where case counts for nothing', () => {
  const paths = fc.stringMatching(/^[A-Za-z./~_-]+$/);
  fc.assert(
    fc.property(paths, (path) => {
      const escaped = escapeModule(path);
      expect(escaped).toBe(escaped.toLowerCase());
      expect(escaped.replaceAll(/!([a-z])/g, (_, letter: string) => letter.toUpperCase())).toBe(path);
    }),
  );
});

test.each([
  ['example.com/a', 'v0.1.0'],
  ['example.com/a', 'v1.9.9-dev.20260102030405'],
  ['example.com/a/v2', 'v2.0.0'],
  ['example.com/a/v10', 'v10.1.0'],
  ['gopkg.in/a.v1', 'v1.0.0'],
  ['gopkg.in/a.v0', 'v0.1.0'],
  ['gopkg.in/team/a.v3', 'v3.0.0'],
  ['example.com/v2/a', 'v1.0.0'],
])('%s can have %s', (module, version) => {
  expect(() => checkMajor(module, version)).not.toThrow();
});

test.each([
  ['example.com/a', 'v2.0.0', '/v2'],
  ['example.com/a/v2', 'v1.0.0', '/v1'],
  ['example.com/a/v2', 'v3.0.0', '/v3'],
  ['example.com/a/v1', 'v2.0.0', '/v2'],
  ['example.com/a/v02', 'v2.0.0', '/v2'],
  ['gopkg.in/a.v1', 'v2.0.0', '/v2'],
  ['example.com/a.v2', 'v2.0.0', '/v2'],
])('%s can not have %s', (module, version, suffix) => {
  expect(() => checkMajor(module, version)).toThrow(
    expect.objectContaining({
      code: 'VERSION_NOT_SPELLABLE',
      message: expect.stringContaining(`${version} is not a version that ${module} can have`),
    }),
  );
  expect(() => checkMajor(module, version)).toThrow(suffix);
});
