/**
 * Runs tasks side by side and waits for all of them, even if one fails: the caller then removes the folder they share.
 *
 * @throws the error of the first failed task, in the order of the arguments.
 */
export async function runSideBySide(...tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const results = await Promise.allSettled(tasks.map((task) => task()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
