export { createDependencies } from './graph/create-dependencies.ts';
// Nx before 21 asks for the second name.
export { createNodes, createNodes as createNodesV2 } from './graph/create-nodes.ts';
export { postTasksExecution } from './presentation/task-report.ts';

export const name = '@ameideio/nx-packages';
