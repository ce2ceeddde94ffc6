export { createDependencies } from './graph/create-dependencies.ts';
export { createNodes } from './graph/create-nodes.ts';
export { postTasksExecution } from './presentation/task-report.ts';

export const name = '@ameideio/nx-packages';
