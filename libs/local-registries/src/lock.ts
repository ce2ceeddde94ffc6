import { DatabaseSync } from 'node:sqlite';

export interface Lock {
  release(): void;
}

const SQLITE_BUSY = 5;

/**
 * Takes the lock, or gives undefined if another process (or this one) holds it.
 *
 * It is the exclusive lock of an empty SQLite database, so the operating system lets go of it when the holder
 * dies, however it dies: no stale lock, and no guessing whether a process id was reused. Children of the
 * holder don't inherit it.
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
