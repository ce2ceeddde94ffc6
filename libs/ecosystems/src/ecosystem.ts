import type { Artifact, PackedManifest, SpelledVersion } from '@ameideio/version-manifest';
import type { Environment, RegistryVariable } from './environment.ts';
import type { ClientAccess } from './reader.ts';
import type { Registry } from './registry.ts';
import type { Route } from './route.ts';
import type { Log } from './world/run-process.ts';

/** A dependency as a manifest states it. */
export interface Requirement {
  readonly name: string;
  /** The range, in the ecosystem's own words. */
  readonly range: string;
  readonly file: string;
  /** 1 is the first. */
  readonly line: number;
}

/** What a project's own manifest says. */
export interface Manifest {
  /** The manifest's own file, in the project's folder. */
  readonly file: string;
  /** The published name. */
  readonly name: string;
  /** X.Y.Z; undefined where the manifest states none, as of a service. */
  readonly base: string | undefined;
  readonly requirements: readonly Requirement[];
}

/** A place where a service would take an SDK from somewhere else than a registry. */
export interface ForbiddenSource {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** What a lock says was selected for an SDK. */
export interface Selected {
  readonly name: string;
  readonly version: string;
  /** In the spelling of {@link Artifact.integrity}: each one that the lock allows. */
  readonly integrities: readonly string[];
}

/** A command line: the program, then an argument each. */
export type CommandLine = readonly [string, ...string[]];

/** A project's own work, done in its folder with the workspace's tools and the user's configuration. */
export interface OwnCommands {
  readonly build: readonly CommandLine[];
  readonly lint: readonly CommandLine[];
  /** Workspace paths that pin what `lint` alone uses. */
  readonly lintPins: readonly string[];
  readonly test: readonly CommandLine[];
  /** What `build` leaves in the project's folder, as paths from there, unless `workspace.json` states its outputs. */
  readonly outputs: readonly string[];
  /** Paths from there that the manifest names: what git ignores of them is an output of `build` too. */
  readonly namedOutputs: readonly string[];
}

/** Whether an artifact holds what a symbolic link of its project leads to, or the link is left out. */
export type Links = 'followed' | 'left-out';

export interface PackRequest {
  readonly workspaceRoot: string;
  /** The SDK's folder, from the workspace's root. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  /**
   * A copy of the SDK's folder, which may be changed: what git has of it and the outputs of `build`, without links. Files
   * are 0644, or 0755 where git has them as executable; folders are 0755.
   */
  readonly staging: string;
  /** An empty folder for the artifacts. */
  readonly output: string;
  /** An empty folder for what only this run needs. */
  readonly scratch: string;
  readonly log: Log;
  /** Shows what a reader of the log must know, though the SDK is packed all the same. */
  warn(message: string): void;
}

/**
 * Runs one check of a smoke under its name.
 *
 * @throws PackagesError SMOKE_FAILED, naming the check and why it failed.
 */
export type Check = <T>(name: string, run: () => Promise<T>) => Promise<T>;

export interface SmokeRequest {
  readonly packed: PackedManifest;
  readonly registry: Registry;
  /** What the ecosystem's client reads from: the registry, or a router before it and the upstream. */
  readonly clientAccess: ClientAccess;
  readonly check: Check;
  /** Keeps a finding in the result, and shows it; the smoke goes on. */
  warn(check: string, message: string): void;
  /** Keeps in the result that a module or subpath can't be run on this machine, and why. */
  notRun(what: string, reason: string): void;
  /** Modules and subpaths that the SDK itself asks to leave out, each with its reason: `smoke.skip`. */
  readonly skip: Readonly<Record<string, string>>;
  /** The SDK's own smoke folder; undefined where it has none. */
  readonly smokeFolder: string | undefined;
  /** An empty folder outside the repository, with an empty `home/tmp` in it. */
  readonly sandbox: string;
  readonly log: Log;
}

export interface ThirdPartyRequest {
  /** A package and, where it matters, its version, as the ecosystem's client is told them. */
  readonly wanted: string;
  /** The registry or, where third parties come from elsewhere, the router before it and the upstream. */
  readonly registry: Registry;
  readonly clientAccess: ClientAccess;
  readonly check: Check;
  /** An empty folder outside the repository, with an empty `home/tmp` in it. */
  readonly sandbox: string;
  readonly log: Log;
}

/** A third party's package as a client got it. */
export interface ThirdParty {
  readonly name: string;
  readonly version: string;
  /** In the spelling of {@link Artifact.integrity}. */
  readonly integrity: string;
}

export interface ResolveRequest {
  readonly workspaceRoot: string;
  /** The service's folder. */
  readonly service: string;
  /** Further files and folders, from the workspace's root, that a copy of the service needs beside it. */
  readonly inputs: readonly string[];
  readonly pins: readonly PackedManifest[];
  /** The registry of the pins. */
  readonly registry: Registry;
  /** As {@link SmokeRequest.clientAccess}. */
  readonly clientAccess: ClientAccess;
  /** An empty folder for the locks, which hold no address. */
  readonly output: string;
  readonly scratch: string;
  readonly log: Log;
}

export interface ServiceRequest {
  readonly workspaceRoot: string;
  readonly project: string;
  /** The service's folder. */
  readonly service: string;
  /** Further files and folders, from the workspace's root, that a copy of the service needs beside it. */
  readonly inputs: readonly string[];
  /** What `build` leaves, as Nx spells it; undefined where `workspace.json` does not say. */
  readonly statedOutputs: readonly string[] | undefined;
  readonly task: 'build' | 'test';
  /** The folder that {@link Ecosystem.resolve} wrote. */
  readonly resolved: string;
  readonly pins: readonly PackedManifest[];
  /** As {@link SmokeRequest.clientAccess}. */
  readonly clientAccess: ClientAccess;
  /** An empty folder for what `build` makes; undefined for `test`. */
  readonly output: string | undefined;
  readonly scratch: string;
  readonly log: Log;
}

export interface InstallRequest
  extends Pick<ServiceRequest, 'workspaceRoot' | 'project' | 'pins' | 'clientAccess' | 'scratch' | 'log'> {
  /** The folder that `build` has filled. */
  readonly built: string;
}

/** What runs an installed service; its own arguments come after the command line's. */
export interface Program {
  readonly command: CommandLine;
  readonly cwd: string;
}

/**
 * One ecosystem. It is the only place that knows its manifest, its client and its registry's protocol; executors and
 * the core ask through this interface and know no ecosystem by name.
 */
export interface Ecosystem {
  /** As packed manifests have it. */
  readonly id: string;
  /** Names the version JSON: `tmp/tilt-packages/<language>.json`. */
  readonly language: string;
  /** A glob of the names of the file that makes a folder a project of this ecosystem; a folder has one such file. */
  readonly manifestFiles: string;
  /** The file of an SDK that states its base version. */
  readonly versionFile: string;
  /** How many files `pack` makes of one version. */
  readonly filesPerVersion: number;
  readonly variables: readonly RegistryVariable[];
  /** `followed`: a link must lead to what git has in the workspace, and that is an input too. */
  readonly links: Links;
  /** Whether `outputs` in `workspace.json` says what a service's build leaves; else its client alone decides. */
  readonly servicesStateOutputs: boolean;
  /** Workspace paths outside an SDK's folder that its artifact's bytes depend on, there or not. */
  sharedInputs(root: string): readonly string[];
  /** Workspace paths that pin the tools which shape an artifact's bytes. */
  readonly toolPins: readonly string[];
  /** Command lines whose output names the client's version and the platform: part of the key of `smoke` and `consume`. */
  readonly clients: readonly CommandLine[];

  /** @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
  readManifest(folder: string): Promise<Manifest>;
  /** @throws PackagesError VERSION_NOT_SPELLABLE, naming the rule. */
  spell(version: SpelledVersion): string;
  /** Reads what {@link spell} writes; undefined for any other version. */
  parse(spelled: string): SpelledVersion | undefined;
  ownCommands(folder: string, workspaceRoot: string): Promise<OwnCommands>;

  /** Writes the version into the staging copy and packs it: the same staging gives the same bytes. */
  pack(request: PackRequest): Promise<Artifact[]>;

  /** What a router has to know of the protocol, where third parties come from another registry. */
  route(): Promise<Route>;

  /** @throws PackagesError VARIABLE_MISSING where an address is not set. */
  registry(environment: Environment): Registry;

  /** Downloads, checks and installs the published version as a user's client does, in the sandbox, and runs it. */
  smoke(request: SmokeRequest): Promise<void>;

  /** Gets a third party's package through the registry, by each step of its protocol and with the client, in the sandbox. */
  fetchThirdParty(request: ThirdPartyRequest): Promise<ThirdParty>;

  /** Whether a service that states this range accepts an SDK of this base version, X.Y.Z. */
  accepts(range: string, base: string): boolean;
  /** Every place where the service would take one of these SDKs from elsewhere than a registry. */
  forbiddenSources(
    workspaceRoot: string,
    service: string,
    sdks: readonly string[],
  ): Promise<ForbiddenSource[]>;
  /** Resolves the service's dependencies from the registry alone, each pin to its exact version, and writes the locks. */
  resolve(request: ResolveRequest): Promise<void>;
  /** What the locks select for these SDKs; one that they do not hold is left out. */
  selected(resolved: string, sdks: readonly string[]): Promise<Selected[]>;
  /** Builds or tests the service with what was resolved and nothing else. */
  runService(request: ServiceRequest): Promise<void>;
  /**
   * Installs a service that was built, with what it was built with and nothing else, in the scratch folder.
   *
   * @throws PackagesError SERVICE_NOT_STARTABLE where the build holds no program to start.
   */
  installService(request: InstallRequest): Promise<Program>;
}
