import { git, splitRecords } from '../world/git.ts';
import { isWithin } from './is-within.ts';
import { listLinkTargets, listProjectSources } from './project-sources.ts';

/**
 * Lists, for each project's files and folders, the targets of its links outside the project. One question to git tells
 * which projects have tracked links; the others cost nothing.
 */
export async function listLinksOfProjects(
  workspaceRoot: string,
  projects: readonly (readonly string[])[],
): Promise<string[][]> {
  const listed = await git(workspaceRoot, 'ls-files', '-z', '--stage', '--', ...new Set(projects.flat()));
  const links = splitRecords(listed)
    .filter((record) => record.startsWith('120000 '))
    .map((record) => record.slice(record.indexOf('\t') + 1));
  return Promise.all(
    projects.map(async (paths) =>
      links.some((link) => isWithin(paths, link))
        ? listLinkTargets(await listProjectSources(workspaceRoot, paths), paths)
        : [],
    ),
  );
}
