import { useCompileCache } from '../compile-cache.mjs';

/**
 * The file that Nx loads for every executor. The executor itself is in the folder that bears its name.
 *
 * @type {import('@nx/devkit').PromiseExecutor<unknown>}
 */
export default async function entry(options, context) {
  useCompileCache(context.root);
  const [, name] = context.target?.executor?.split(':') ?? [];
  if (name === undefined) throw new Error('Nx did not say which executor this task runs.');
  const { default: executor } = await import(`./${name}/executor.ts`);
  return executor(options, context);
}
