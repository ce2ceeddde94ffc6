/** A signal that comes when the terminal or Nx asks this process to end, or Nx itself has ended. */
export function askedToEnd(): AbortSignal {
  const asked = new AbortController();
  // Each as often as it comes: after a Ctrl-C, which reaches the whole group, Nx sends it once more.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  process.once('disconnect', () => asked.abort());
  return asked.signal;
}
