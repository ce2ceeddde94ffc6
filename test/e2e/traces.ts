import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { places } from '@ameideio/nx-packages/workspace';
import { z } from 'zod';
import type { Clone } from './clone.ts';
import { processesOf } from './processes.ts';

/** What a run must not leave behind, empty where it has not: processes, ports, temporary folders, the addresses' file. */
export interface Traces {
  readonly processes: string[];
  readonly ports: number[];
  readonly temporary: string[];
  readonly files: string[];
}

export const NOTHING: Traces = { processes: [], ports: [], temporary: [], files: [] };

/** What tools keep on purpose, for the user's next call: Nx its native library, pytest its last runs. */
const KEPT = /^(nx-native-|node-compile-cache|pytest-of-)/;

export async function traces(clone: Clone): Promise<Traces> {
  const ports = await Promise.all(
    (await lastPorts(clone)).map(async (port) => ((await answers(port)) ? [port] : [])),
  );
  return {
    processes: (await processesOf(path.dirname(clone.root))).map(({ text }) => text.slice(0, 200)),
    ports: ports.flat(),
    temporary: (await readdir(clone.temporary)).filter((name) => !KEPT.test(name)),
    files: [places.registriesEnvironment].filter((file) => existsSync(path.join(clone.root, file))),
  };
}

const stateSchema = z.looseObject({ ports: z.record(z.string(), z.int()) });

async function lastPorts({ root }: Clone): Promise<number[]> {
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
