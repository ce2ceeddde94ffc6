import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { isFree, pickFreePort, waitUntilFree } from './ports.ts';

async function listen(port: number) {
  const server = createServer();
  await once(server.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(() => void server.close());
  return server;
}

test('a free port is given once', async () => {
  const avoid = new Set<number>();
  const ports = await Promise.all(Array.from({ length: 20 }, () => pickFreePort(avoid)));
  expect(new Set(ports).size).toBe(20);
  expect([...avoid].toSorted()).toEqual(ports.toSorted());
});

test('a port that somebody listens on is not free, until he leaves', async () => {
  const port = await pickFreePort(new Set());
  expect(await isFree(port)).toBe(true);
  const server = await listen(port);
  expect(await isFree(port)).toBe(false);
  const freed = waitUntilFree([port], 5_000);
  server.close();
  await freed;
  expect(await isFree(port)).toBe(true);
});

test('the wait for a port is bounded', async () => {
  const port = await pickFreePort(new Set());
  await listen(port);
  await waitUntilFree([port], 150);
  expect(await isFree(port)).toBe(false);
});
