/** Gives a signal that aborts when the terminal or Nx asks this process to end, or when Nx has ended. */
export function askedToEnd(): AbortSignal {
  const asked = new AbortController();
  // Handled every time: Ctrl-C reaches the whole process group, and Nx then sends the signal a second time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => asked.abort());
  process.once('disconnect', () => asked.abort());
  return asked.signal;
}
