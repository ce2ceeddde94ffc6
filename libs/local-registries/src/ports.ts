import { once } from 'node:events';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';

const PAUSE_MILLISECONDS = 50;

/** Binds the port on loopback for a moment; returns the bound port, or undefined if it is taken. */
async function bindForAMoment(port: number): Promise<number | undefined> {
  const server = createServer();
  try {
    await once(server.listen({ host: '127.0.0.1', port, exclusive: true }), 'listening');
    const address = server.address();
    return typeof address === 'object' && address ? address.port : undefined;
  } catch {
    return undefined;
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
}

export async function isFree(port: number): Promise<boolean> {
  return (await bindForAMoment(port)) !== undefined;
}

/** Picks a free port outside of `avoid`, and adds it there. */
export async function pickFreePort(avoid: Set<number>): Promise<number> {
  for (;;) {
    const port = await bindForAMoment(0);
    if (port === undefined || avoid.has(port)) continue;
    avoid.add(port);
    return port;
  }
}

/** Waits until all ports are free, or the time is over. A port that another program holds then is no error here. */
export async function waitUntilFree(ports: readonly number[], milliseconds: number): Promise<void> {
  const deadline = Date.now() + milliseconds;
  for (const port of ports) {
    while (Date.now() < deadline && !(await isFree(port))) await delay(PAUSE_MILLISECONDS);
  }
}
