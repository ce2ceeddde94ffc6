import type { CommandLine, OwnCommands } from '../ecosystem.ts';
import { namedOutputs } from './named-outputs.ts';
import { type PackageJson, readPackageJson } from './package-json.ts';

/** Where `build` writes by convention. */
const BUILD_OUTPUT = 'dist';

/** What `npm init` writes where there are no tests. */
const NO_TEST = 'echo "Error: no test specified" && exit 1';

/** The scripts of package.json that have the targets' names. */
export async function npmOwnCommands(folder: string): Promise<OwnCommands> {
  const packageJson = (await readPackageJson(folder)).content;
  const run = (name: string): CommandLine[] => (hasScript(packageJson, name) ? [['npm', 'run', name]] : []);
  const build = run('build');
  return {
    build,
    lint: run('lint'),
    lintPins: [],
    test: run('test'),
    outputs: build.length === 0 ? [] : [BUILD_OUTPUT],
    namedOutputs: build.length === 0 ? [] : namedOutputs(packageJson),
  };
}

/** Whether there is a script of this name; the one that `npm init` writes for `test` is none. */
export function hasScript({ scripts = {} }: PackageJson, name: string): boolean {
  const script = scripts[name];
  return script !== undefined && !(name === 'test' && script.trim() === NO_TEST);
}
