// What the workspace's own programs, such as the main job, import from the plugin.

export { mirrorTable } from './presentation/mirror-table.ts';
export { formatTable } from './presentation/table.ts';
export { readTaskReport, removeTaskReport, type TaskReport, taskLog } from './presentation/task-report.ts';
export { internalNames } from './workspace/internal-names.ts';
export { readMirrorReport } from './workspace/mirror-report.ts';
export { places } from './workspace/places.ts';
export { readPublishOutcome } from './workspace/publish-outcome.ts';
export { readWorkspace, type WorkspaceProject } from './workspace/read-workspace.ts';
export { publishedNames, requiredSdks } from './workspace/required-sdks.ts';
