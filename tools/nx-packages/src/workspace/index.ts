// What a program of the workspace itself, such as the main job, asks of the plugin.

export { formatTable } from '../report/table.ts';
export { readTaskReport, removeTaskReport, type TaskReport, taskLog } from '../report/task-report.ts';
export { internalNames } from './internal-names.ts';
export { places } from './places.ts';
export { readPublishOutcome } from './publish-outcome.ts';
export { readWorkspace, type WorkspaceProject } from './read-workspace.ts';
export { publishedNames, requiredSdks } from './required-sdks.ts';
