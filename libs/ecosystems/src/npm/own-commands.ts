import type { CommandLine, OwnCommands } from '../ecosystem.ts';
import { namedOutputs } from './named-outputs.ts';
import { type PackageJson, readPackageJson } from './package-json.ts';

/** The conventional output of `build`. */
const BUILD_OUTPUT = 'dist';

/** The `test` script of `npm init`, for a package without tests. */
const NO_TEST = 'echo "Error: no test specified" && exit 1';

/** Returns the scripts of package.json that have the targets' names. */
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

/** Whether a script of this name exists; the `test` script of `npm init` does not count. */
export function hasScript({ scripts = {} }: PackageJson, name: string): boolean {
  const script = scripts[name];
  return script !== undefined && !(name === 'test' && script.trim() === NO_TEST);
}
