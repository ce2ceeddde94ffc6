import { existsSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { writeEnvironmentFile } from './environment-file.ts';
import type { Lock } from './lock.ts';
import { type EachOptions, startEach } from './start-each.ts';
import type { StartedRegistry } from './start-registry.ts';
import { emptyStorage, type State, writeState } from './state.ts';

const WIPE_LOOK_MILLISECONDS = 200;

/** The registries of one state folder, while this process holds the folder's lock and serves them. */
export class Serving {
  readonly failed: Promise<never>;
  readonly #fail: (reason: unknown) => void;
  readonly #options: EachOptions;
  readonly #environmentFile: string;
  readonly #lock: Lock;
  #state: State;
  #registries: readonly StartedRegistry[] = [];
  #wipeLook: NodeJS.Timeout | undefined;
  /** The work in progress: a wipe and a stop run one after the other. */
  #work: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  constructor(options: EachOptions, environmentFile: string, lock: Lock, state: State) {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined); // Whoever does not listen is not to be ended by it.
    this.failed = promise;
    this.#fail = reject;
    this.#options = options;
    this.#environmentFile = environmentFile;
    this.#lock = lock;
    this.#state = state;
  }

  get environment(): Readonly<Record<string, string>> {
    return Object.assign({}, ...this.#registries.map(({ environment }) => environment));
  }

  get generation(): number {
    return this.#state.generation;
  }

  /** Starts all registries, and from then on looks for requests to wipe them. */
  async start(): Promise<void> {
    try {
      await this.#up();
    } catch (error) {
      await this.stop();
      throw error;
    }
    this.#wipeLook = setInterval(() => this.#wipeIfRequested(), WIPE_LOOK_MILLISECONDS).unref();
  }

  stop(): Promise<void> {
    clearInterval(this.#wipeLook);
    this.#stopped ??= this.#after(async () => {
      await this.#down();
      await this.#options.relay?.close();
      await this.#enter({ phase: 'stopped' });
      this.#lock.release();
    });
    return this.#stopped;
  }

  #wipeIfRequested(): void {
    const { wipeRequest } = this.#options.folder;
    if (!existsSync(wipeRequest)) return;
    rmSync(wipeRequest, { force: true });
    this.#after(() => this.#wipe()).catch(this.#fail);
  }

  async #wipe(): Promise<void> {
    this.#options.onProgress('emptying the registries');
    await this.#down();
    await this.#enter(await emptyStorage(this.#options.folder, this.#state, 'starting'));
    await this.#up();
  }

  async #up(): Promise<void> {
    await this.#enter({ phase: 'starting', pid: process.pid });
    const started = await startEach(this.#options, this.#state);
    this.#registries = started;
    void Promise.race(started.map((registry) => registry.process.exited)).then((how) => {
      // `#down` removes the registries that it ends, so this one ended by itself.
      if (this.#registries === started) this.#fail(how);
    });
    await writeEnvironmentFile(this.#environmentFile, this.environment);
    const ports = Object.fromEntries(started.map(({ ecosystem, port }) => [ecosystem, port]));
    await this.#enter({ phase: 'ready', ports });
  }

  async #down(): Promise<void> {
    const registries = this.#registries;
    this.#registries = [];
    await rm(this.#environmentFile, { force: true });
    await Promise.all(registries.map((registry) => registry.process.stop()));
  }

  async #enter(change: Partial<State>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeState(this.#options.folder, this.#state);
  }

  #after(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(work);
    return this.#work;
  }
}
