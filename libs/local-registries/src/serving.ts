import { existsSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { writeEnvironmentFile } from './environment-file.ts';
import type { Lock } from './lock.ts';
import { untilFree } from './ports.ts';
import type { InternalNames } from './registry.ts';
import { type Relay, startRelay } from './relay/relay.ts';
import { RELAY_CONTROL } from './relay/relayed-upstream.ts';
import { readState, type State, writeState } from './state.ts';
import type { StateFolder } from './state-folder.ts';
import { emptyStorage } from './storage.ts';
import { startUnit, type Unit } from './unit.ts';

/** How long the registries of a process that was killed may take to notice that they are alone. */
const ORPHANS_MILLISECONDS = 8_000;
const WIPE_LOOK_MILLISECONDS = 200;

export interface ServingOptions {
  readonly workspaceRoot: string;
  readonly environmentFile: string;
  readonly internal: InternalNames;
  readonly relay?: boolean;
  readonly onProgress: (line: string) => void;
}

/** The registries of one state folder while this process, which holds its lock, serves them. */
export class Serving {
  readonly failed: Promise<never>;
  readonly #fail: (reason: unknown) => void;
  readonly #options: ServingOptions;
  readonly #folder: StateFolder;
  readonly #lock: Lock;
  #relay: Relay | undefined;
  #state: State;
  #unit: Unit | undefined;
  #wipeLook: NodeJS.Timeout | undefined;
  /** What is under way; a wipe and a stop follow each other. */
  #work: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  private constructor(options: ServingOptions, folder: StateFolder, lock: Lock, state: State) {
    const { promise, reject } = Promise.withResolvers<never>();
    promise.catch(() => undefined); // Whoever does not listen is not to be ended by it.
    this.failed = promise;
    this.#fail = reject;
    this.#options = options;
    this.#folder = folder;
    this.#lock = lock;
    this.#state = state;
  }

  static async start(options: ServingOptions, folder: StateFolder, lock: Lock): Promise<Serving> {
    const last = await readState(folder);
    // What an earlier, killed process left behind: addresses of nobody, and registries about to end.
    await rm(options.environmentFile, { force: true });
    if (last.phase !== 'stopped') await untilFree(Object.values(last.ports), ORPHANS_MILLISECONDS);
    const serving = new Serving(options, folder, lock, last);
    try {
      if (options.relay) serving.#relay = await startRelay();
      await serving.#up();
    } catch (error) {
      await serving.stop();
      throw error;
    }
    serving.#wipeLook = setInterval(() => serving.#wipeIfRequested(), WIPE_LOOK_MILLISECONDS).unref();
    return serving;
  }

  get environment(): Readonly<Record<string, string>> {
    return this.#unit?.environment ?? {};
  }

  get generation(): number {
    return this.#state.generation;
  }

  get relayEnvironment(): Readonly<Record<string, string>> {
    return this.#relay ? { [RELAY_CONTROL]: this.#relay.control } : {};
  }

  /** A second call waits for the first. */
  stop(): Promise<void> {
    clearInterval(this.#wipeLook);
    this.#stopped ??= this.#after(async () => {
      await this.#down();
      await this.#relay?.close();
      await this.#enter({ phase: 'stopped' });
      this.#lock.release();
    });
    return this.#stopped;
  }

  #wipeIfRequested(): void {
    if (!existsSync(this.#folder.wipeRequest)) return;
    rmSync(this.#folder.wipeRequest, { force: true });
    this.#after(() => this.#wipe()).catch(this.#fail);
  }

  async #wipe(): Promise<void> {
    this.#options.onProgress('emptying the registries');
    await this.#down();
    await this.#enter(await emptyStorage(this.#folder, this.#state));
    await this.#up();
  }

  async #up(): Promise<void> {
    await this.#enter({ phase: 'starting', pid: process.pid });
    const { workspaceRoot, internal, onProgress, environmentFile } = this.#options;
    const unit = await startUnit(
      { workspaceRoot, folder: this.#folder, internal, relay: this.#relay, onProgress },
      this.#state,
    );
    this.#unit = unit;
    void unit.ended.then((how) => {
      // An end that we wished for comes after `#down` has let go of the unit.
      if (this.#unit === unit) this.#fail(how);
    });
    await writeEnvironmentFile(environmentFile, unit.environment);
    await this.#enter({ phase: 'ready', ports: unit.ports });
  }

  async #down(): Promise<void> {
    const unit = this.#unit;
    this.#unit = undefined;
    await rm(this.#options.environmentFile, { force: true });
    await unit?.stop();
  }

  async #enter(change: Partial<State>): Promise<void> {
    this.#state = { ...this.#state, ...change };
    await writeState(this.#folder, this.#state);
  }

  #after(work: () => Promise<void>): Promise<void> {
    this.#work = this.#work.catch(() => undefined).then(work);
    return this.#work;
  }
}
