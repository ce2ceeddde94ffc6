import path from 'node:path';

/** Where the targets write their outputs, as paths from the workspace's root. */
export const places = {
  packages: (project: string): string => path.join('dist', 'packages', project),
  mirrorSmoke: path.join('dist', 'mirror-smoke.json'),
  smoke: (project: string): string => path.join('dist', 'smoke', `${project}.json`),
  consume: (project: string): string => path.join('dist', 'consume', project),
  services: (project: string): string => path.join('dist', 'services', project),
  versionJson: (language: string): string => path.join('tmp', 'tilt-packages', `${language}.json`),
  /** The outcome of the last `publish` of a project. */
  publishOutcome: (project: string): string => path.join('tmp', 'publish', `${project}.json`),
  report: path.join('tmp', 'report.html'),
  readBack: path.join('tmp', 'read-back'),
  /** Each task's whole output, and how the tasks of the last run ended. */
  taskLogs: path.join('tmp', 'logs'),
  taskReport: path.join('tmp', 'logs', 'tasks.json'),
  registriesState: path.join('tmp', 'registries'),
  registriesEnvironment: path.join('tmp', 'registries.env'),
} as const;
