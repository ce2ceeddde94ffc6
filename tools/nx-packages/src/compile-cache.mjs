import { enableCompileCache } from 'node:module';
import path from 'node:path';

/**
 * Switches on Node's compile cache, so that the next process of the same kind starts sooner.
 *
 * Each task, and each runtime input, is a process of its own. Call this before any import of ours: a module that is
 * imported earlier is not cached. This file and its callers are plain JavaScript, since the first TypeScript file makes
 * Node.js load its type stripper. A folder that the user set in NODE_COMPILE_CACHE is used as it is.
 *
 * @param {string} workspaceRoot
 */
export function useCompileCache(workspaceRoot) {
  enableCompileCache(path.join(workspaceRoot, 'node_modules', '.cache', 'nx-packages'));
}
