import { PackagesError } from '@ameideio/version-manifest';
import { satisfies } from '@renovatebot/pep440';
import { PYPROJECT, type Pyproject } from './pyproject.ts';
import { parseRequirement } from './requirement.ts';

/** `own`: uv's own backend, which needs no package. `pinned`: a backend from the user's index, at an exact version. */
export type BuildBackend = 'own' | 'pinned';

/** Backends whose wheels and sdists have the same bytes in any folder, at any time and umask. */
const REPRODUCIBLE = ['hatchling.build', 'poetry.core.masonry.api', 'flit_core.buildapi'];

/**
 * Chooses how an SDK is built.
 *
 * @param uv uv's version.
 * @throws PackagesError SDK_NOT_PACKABLE, with the rule, if the backend could give other bytes elsewhere.
 */
export function buildBackend(pyproject: Pyproject, uv: string): BuildBackend {
  const { project, 'build-system': system, lineOf } = pyproject;
  const { requires, 'build-backend': backend } = system;
  const refused = (line: number, why: string): PackagesError =>
    new PackagesError('SDK_NOT_PACKABLE', `${PYPROJECT}:${line} of ${project.name} ${why}`);
  const refuse = (rule: string): PackagesError =>
    refused(lineOf('build-system', 'build-backend'), `builds with ${backend}. ${rule}`);

  if (project.dynamic.includes('version')) {
    const line = lineOf('project', 'dynamic', project.dynamic.indexOf('version'));
    throw refused(line, 'has a dynamic version, which "pack" can\'t write. State X.Y.Z under [project].');
  }
  if (backend === 'uv_build') {
    const [only, ...others] = requires.map(parseRequirement);
    if (only?.name === 'uv-build' && others.length === 0 && satisfies(uv, only.specifier)) return 'own';
    throw refuse(`Then it must require uv_build alone, in a range that holds the workspace's uv ${uv}.`);
  }
  if (REPRODUCIBLE.includes(backend)) {
    const loose = requires.filter((text) => !/^==[^*,]+$/.test(parseRequirement(text)?.specifier ?? ''));
    if (loose.length === 0) return 'pinned';
    throw refuse(`A later version may give other bytes: pin ${loose.join(', ')} with "==".`);
  }
  throw refuse(
    backend.startsWith('setuptools.')
      ? 'Its sdists differ in every build, and its wheels depend on the umask: use uv_build, hatchling, poetry-core or flit.'
      : 'It is not known to give the same bytes in every build: use uv_build, hatchling, poetry-core or flit.',
  );
}
