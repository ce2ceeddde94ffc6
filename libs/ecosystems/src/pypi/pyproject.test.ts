import { PackagesError } from '@ameideio/version-manifest';
import { describe, expect, it } from 'vitest';
import { parsePyproject, withVersion } from './pyproject.ts';

describe('parsePyproject', () => {
  it('takes setuptools for a build system that is not stated', () => {
    expect(parsePyproject('f', '[project]\nname = "a"\n')['build-system']['build-backend']).toBe(
      'setuptools.build_meta',
    );
  });

  it.each([
    ['[project]\nname = "a"\nversion = 1\n', 'f:3', 'project.version'],
    ['[project]\nversion = "1"\n', 'f:1', 'project.name'],
    ['[project]\nname = "a"\n\n[build-system]\nrequires = "b"\n', 'f:5', 'build-system.requires'],
    ['[project]\nname = "a\n', 'f:2', 'Invalid TOML'],
    ['[project]\nname = "a"\nname = "b"\n', 'f:3', 'Invalid TOML'],
  ])('refuses %j, naming line and reason', (text, place, reason) => {
    const parse = (): unknown => parsePyproject('f', text);
    expect(parse).toThrow(PackagesError);
    expect(parse).toThrow(place);
    expect(parse).toThrow(reason);
  });
});

describe('withVersion', () => {
  const written = (text: string): string => withVersion(parsePyproject('f', text), '9.8.7.dev1');

  it.each([
    [
      '[project]\nname = "a"\nversion = "1.2.3" # base\n',
      '[project]\nname = "a"\nversion = "9.8.7.dev1" # base\n',
    ],
    [
      '[project]\r\nversion=\'1.2.3\'\r\nname = "a"\r\n',
      '[project]\r\nversion="9.8.7.dev1"\r\nname = "a"\r\n',
    ],
    [
      '[tool.x]\nversion = "0"\n[project] # p\nname = "a"\n  version = "1.2.3"\n[tool.y]\nversion = "0"\n',
      '[tool.x]\nversion = "0"\n[project] # p\nname = "a"\n  version = "9.8.7.dev1"\n[tool.y]\nversion = "0"\n',
    ],
  ])('changes nothing else of %j', (text, expected) => {
    expect(written(text)).toBe(expected);
  });

  it.each([
    ['project = { name = "a", version = "1.2.3" }\n'],
    ['[project]\nname = "a"\n[tool.x]\nversion = "1.2.3"\n'],
  ])('refuses %j', (text) => {
    expect(() => written(text)).toThrow(/^pyproject.toml:\d must state/);
  });
});
