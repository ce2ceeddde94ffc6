/** Returns a signal that aborts when the terminal or Nx asks this process to end, or when Nx has ended. */
export function listenForEnd(): AbortSignal {
  const end = new AbortController();
  // Handled every time: Ctrl-C reaches the whole process group, and Nx then sends the signal a second time.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => end.abort());
  process.once('disconnect', () => end.abort());
  return end.signal;
}
