import { normalisedName } from './requirement.ts';

/**
 * Files and folders that every project has beside its code. Two packages that install one of these overwrite each
 * other.
 */
const OF_PROJECTS = new Set([
  ...['test', 'tests', '_tests', 'doc', 'docs', 'documentation', 'example', 'examples', 'sample', 'samples'],
  ...['demo', 'demos', 'script', 'scripts', 'benchmark', 'benchmarks', 'bench', 'notebooks'],
]);

/** Files and folders for a project's own work. */
const OF_WORK = new Set([
  'src',
  'build',
  'dist',
  'conftest',
  'setup',
  'noxfile',
  'node_modules',
  'venv',
  'htmlcov',
]);

/** The names that pytest gives a test. */
const IS_TEST = /^(test_\w+|\w+_test)\.py$/;

/** Names that don't identify a project, so that another one may use them too. */
const VAGUE = new Set([
  ...[
    'ci',
    'common',
    'config',
    'core',
    'helpers',
    'lib',
    'manage',
    'tasks',
    'testing',
    'tools',
    'util',
    'utils',
  ],
]);

export interface ForeignTopLevel {
  /** Modules that are not part of the project's interface. */
  readonly refused: readonly string[];
  /** Modules and files that another distribution may install too. */
  readonly doubtful: readonly string[];
}

/**
 * Finds what a wheel installs beside the packages of other distributions though it is not the project's own. A project
 * may have such a name itself: as its whole name, or as one word of it if the wheel has no other module.
 *
 * @param files the paths of the wheel's files.
 */
export function findForeignTopLevel(files: Iterable<string>, project: string): ForeignTopLevel {
  const installed = listInstalledFiles(files);
  const entries = [...new Set(installed.map((file) => file.split('/', 1)[0] ?? file))].toSorted();
  const name = normalisedName(project);
  const isFile = (entry: string): boolean => installed.includes(entry);
  const modules = entries.filter((entry) => !isFile(entry) || /\.pyi?$/.test(entry));
  const moduleOf = (entry: string): string => entry.replace(/(\.pyi?|-stubs)$/, '');
  const isOwn = (entry: string): boolean => {
    const module = moduleOf(entry);
    const isOnlyWord = modules.length === 1 && !OF_WORK.has(module) && name.split('-').includes(module);
    return normalisedName(module) === name || isOnlyWord;
  };
  const foreign = modules.filter((entry) => !isOwn(entry));
  const isRefused = (entry: string): boolean =>
    OF_PROJECTS.has(moduleOf(entry)) || OF_WORK.has(moduleOf(entry)) || IS_TEST.test(entry);
  const others = entries.filter(
    (entry) => entry.startsWith('.') || (isFile(entry) && !/\.(pyi?|pth)$/.test(entry)),
  );
  return {
    refused: foreign.filter(isRefused),
    doubtful: [...foreign.filter((entry) => VAGUE.has(moduleOf(entry))), ...others],
  };
}

/**
 * Lists where an installer puts a wheel's files, from the folder of all packages.
 * @see https://peps.python.org/pep-0427/
 */
export function listInstalledFiles(files: Iterable<string>): string[] {
  return [...files]
    .map((file) => file.replace(/^[^/]+\.data\/(purelib|platlib)\//, ''))
    .filter((file) => !/^[^/]+\.(dist-info|data)\//.test(file));
}
