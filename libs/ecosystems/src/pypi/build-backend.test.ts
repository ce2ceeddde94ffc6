import { describe, expect, it } from 'vitest';
import { buildBackend } from './build-backend.ts';
import { parsePyproject } from './pyproject.ts';

const backendOf = (system: string, project = 'version = "1.2.3"'): unknown =>
  buildBackend(parsePyproject('f', `[project]\nname = "a"\n${project}\n${system}`), '0.13.9');
const system = (backend: string, ...requires: string[]): string =>
  `[build-system]\nrequires = ${JSON.stringify(requires)}\nbuild-backend = "${backend}"\n`;

describe('buildBackend', () => {
  it.each([
    ['own', system('uv_build', 'uv_build>=0.13.9,<0.14')],
    ['pinned', system('hatchling.build', 'hatchling==1.2.3')],
    ['pinned', system('poetry.core.masonry.api', 'poetry-core==2.0')],
    ['pinned', system('flit_core.buildapi', 'flit_core ==3.1')],
  ])('is %s for %s', (kind, text) => {
    expect(backendOf(text)).toBe(kind);
  });

  it.each([
    [system('uv_build', 'uv_build>=0.13.10,<0.14'), /^pyproject.toml:6 of a builds with uv_build.*uv 0.13.9/],
    [system('uv_build', 'uv_build>=0.13', 'wheel'), /uv_build alone/],
    [system('uv_build', 'wheel'), /uv_build alone/],
    [system('hatchling.build', 'hatchling>=1'), /pin hatchling>=1 with "=="/],
    [system('hatchling.build', 'hatchling==1.*'), /pin hatchling==1.\* with "=="/],
    [system('hatchling.build', 'hatchling==1', 'hatch-vcs'), /pin hatch-vcs with "=="/],
    [system('setuptools.build_meta', 'setuptools==80'), /sdists differ in every build/],
    ['', /builds with setuptools.build_meta/],
    [system('maturin', 'maturin==1'), /not known to give the same bytes/],
  ])('refuses %s', (text, rule) => {
    expect(() => backendOf(text)).toThrow(rule);
  });

  it('refuses a dynamic version', () => {
    expect(() => backendOf('', 'dynamic = ["version"]')).toThrow(
      /^pyproject.toml:3 of a has a dynamic version/,
    );
  });
});
