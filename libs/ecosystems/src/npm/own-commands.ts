import type { CommandLine, OwnCommands } from '../ecosystem.ts';
import { readPackageJson } from './package-json.ts';

/** What `build` leaves, by convention. */
export const BUILD_OUTPUT = 'dist';

/** The scripts of package.json that bear the targets' names. */
export async function npmOwnCommands(folder: string): Promise<OwnCommands> {
  const { scripts = {} } = (await readPackageJson(folder)).content;
  const run = (name: string): CommandLine[] => (scripts[name] === undefined ? [] : [['npm', 'run', name]]);
  const build = run('build');
  return {
    build,
    lint: run('lint'),
    lintPins: [],
    test: run('test'),
    outputs: build.length === 0 ? [] : [BUILD_OUTPUT],
  };
}
