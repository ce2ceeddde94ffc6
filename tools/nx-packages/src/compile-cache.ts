import { enableCompileCache } from 'node:module';
import path from 'node:path';

/**
 * Each task, and each input that is asked of a program, is a process of its own: it begins sooner with what the last one
 * has compiled. What is imported before does not gain by it. Where the user has set NODE_COMPILE_CACHE, that folder serves.
 */
export function useCompileCache(workspaceRoot: string): void {
  enableCompileCache(path.join(workspaceRoot, 'node_modules', '.cache', 'nx-packages'));
}
