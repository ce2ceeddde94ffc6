import { enableCompileCache } from 'node:module';
import path from 'node:path';

/**
 * Each task, and each input that is asked of a program, is a process of its own: it begins sooner with what the last one
 * has compiled. What is imported before does not gain by it, and this file and those that call it are no TypeScript,
 * since the first such file makes Node.js load the compiler that takes the types away. Where the user has set
 * NODE_COMPILE_CACHE, that folder serves.
 *
 * @param {string} workspaceRoot
 */
export function useCompileCache(workspaceRoot) {
  enableCompileCache(path.join(workspaceRoot, 'node_modules', '.cache', 'nx-packages'));
}
