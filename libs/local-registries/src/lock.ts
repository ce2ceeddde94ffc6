import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes the lock; undefined if another process (or this one) holds it.
 *
 * It is the exclusive lock of an empty SQLite database. The operating system releases it when the holder dies in any
 * way: no lock gets stale, and a reused process id does no harm. Children of the holder don't inherit it.
 */
export function tryLock(file: string): Lock | undefined {
  const database = new DatabaseSync(file);
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY) return undefined;
    throw error;
  }
  return { release: () => database.close() };
}
