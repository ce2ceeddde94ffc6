import path from 'node:path';

/** Returns a project's name as the name of a file: `@acme/sdk`, as Nx allows, would be two folders. */
export function fileNameOf(project: string): string {
  return project.replaceAll('/', '+');
}

/** Where the targets write their outputs, as paths from the workspace's root. */
export const places = {
  packages: (project: string): string => path.join('dist', 'packages', fileNameOf(project)),
  mirrorSmoke: path.join('dist', 'mirror-smoke.json'),
  smoke: (project: string): string => path.join('dist', 'smoke', `${fileNameOf(project)}.json`),
  consume: (project: string): string => path.join('dist', 'consume', fileNameOf(project)),
  services: (project: string): string => path.join('dist', 'services', fileNameOf(project)),
  versionJson: (language: string): string => path.join('tmp', 'tilt-packages', `${language}.json`),
  /** The outcome of the last `publish` of a project. */
  publishOutcome: (project: string): string => path.join('tmp', 'publish', `${fileNameOf(project)}.json`),
  report: path.join('tmp', 'report.html'),
  readBack: path.join('tmp', 'read-back'),
  /** Each task's whole output, and how the tasks of the last run ended. */
  taskLogs: path.join('tmp', 'logs'),
  taskReport: path.join('tmp', 'logs', 'tasks.json'),
  registriesState: path.join('tmp', 'registries'),
  registriesEnvironment: path.join('tmp', 'registries.env'),
} as const;
