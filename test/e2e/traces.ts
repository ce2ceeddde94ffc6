import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import { places } from '@ameideio/nx-packages/workspace';
import { z } from 'zod';
import type { Place } from './clone.ts';
import { processesOf } from './processes.ts';
import type { Watch } from './watch.ts';

/** What a run has left behind and must not: processes, ports, temporary folders, the addresses' file. */
export interface Traces {
  readonly processes: string[];
  readonly ports: number[];
  readonly temporary: string[];
  readonly files: string[];
}

export const NOTHING: Traces = { processes: [], ports: [], temporary: [], files: [] };

/** What tools keep on purpose for the next call: Nx its native library, pytest its last runs. */
const KEPT = /^(nx-native-|node-compile-cache|pytest-of-)/;

/** @param watch the watch of the window in which the run was. */
export async function traces(place: Place, watch?: Watch): Promise<Traces> {
  const known = new Set([...(await lastPorts(place)), ...(watch?.ports ?? [])]);
  const ports = await Promise.all([...known].map(async (port) => ((await answers(port)) ? [port] : [])));
  const named = (await processesOf(path.dirname(place.root))).map(({ text }) => text);
  return {
    processes: [...named, ...(watch?.left() ?? [])].map((text) => text.slice(0, 200)),
    ports: ports.flat(),
    temporary: (await readdir(place.temporary)).filter((name) => !KEPT.test(name)),
    files: [places.registriesEnvironment].filter((file) => existsSync(path.join(place.root, file))),
  };
}

/** Waits until nothing is left, or for some time, and gives what is left. */
export async function tracesAfter(milliseconds: number, place: Place, watch: Watch): Promise<Traces> {
  for (const end = Date.now() + milliseconds; ; await wait(100)) {
    const left = await traces(place, watch);
    if (isDeepStrictEqual(left, NOTHING) || Date.now() > end) return left;
  }
}

const stateSchema = z.looseObject({ ports: z.record(z.string(), z.int()) });

async function lastPorts({ root }: Place): Promise<number[]> {
  const text = await readFile(path.join(root, places.registriesState, 'state.json'), 'utf8').catch(
    () => undefined,
  );
  return text === undefined ? [] : Object.values(stateSchema.parse(JSON.parse(text)).ports);
}

function answers(port: number): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const socket = connect({ host: '127.0.0.1', port });
  socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
  return promise.finally(() => socket.destroy());
}
