import { useCompileCache } from '../compile-cache.mjs';

/**
 * What Nx loads for every executor: the executor itself is in the folder of its name.
 *
 * @type {import('@nx/devkit').PromiseExecutor<unknown>}
 */
export default async function entry(options, context) {
  useCompileCache(context.root);
  const [, name] = context.target?.executor?.split(':') ?? [];
  if (name === undefined) throw new Error('Nx names no executor of this task.');
  const { default: executor } = await import(`./${name}/executor.ts`);
  return executor(options, context);
}
