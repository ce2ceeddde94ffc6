import type { ExecutorContext, PromiseExecutor } from '@nx/devkit';
import { useCompileCache } from '../compile-cache.ts';

/** What Nx loads for every executor: the executor itself is in the folder of its name. */
const entry: PromiseExecutor<unknown> = async (options, context) => {
  useCompileCache(context.root);
  const name = nameOf(context);
  const { default: executor }: { default: PromiseExecutor<unknown> } = await import(`./${name}/executor.ts`);
  return executor(options, context);
};
export default entry;

function nameOf({ target }: ExecutorContext): string {
  const [, name] = target?.executor?.split(':') ?? [];
  if (name === undefined) throw new Error('Nx names no executor of this task.');
  return name;
}
