/**
 * Runs tasks side by side, and waits for all of them also where one fails: they share a folder that is removed after.
 *
 * @throws what the first of them, in their order, has thrown.
 */
export async function sideBySide(...tasks: readonly (() => Promise<void>)[]): Promise<void> {
  const results = await Promise.allSettled(tasks.map((task) => task()));
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}
