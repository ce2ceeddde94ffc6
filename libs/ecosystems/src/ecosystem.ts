import type { Artifact, PackedManifest, SpelledVersion } from '@ameideio/version-manifest';
import type { Environment, RegistryVariable } from './environment.ts';
import type { ClientAccess } from './reader.ts';
import type { Registry } from './registry.ts';
import type { Route } from './route.ts';
import type { Log } from './world/run-process.ts';

/** A dependency that a manifest states. */
export interface Requirement {
  readonly name: string;
  /** The range, in the ecosystem's own syntax. */
  readonly range: string;
  readonly file: string;
  /** Counted from 1. */
  readonly line: number;
}

/** The content of a project's own manifest. */
export interface Manifest {
  /** The manifest's file name, in the project's folder. */
  readonly file: string;
  /** The published name. */
  readonly name: string;
  /** X.Y.Z; undefined if the manifest states none, as a service's may. */
  readonly base: string | undefined;
  readonly requirements: readonly Requirement[];
}

/** A place where a service would take an SDK from somewhere else than a registry. */
export interface ForbiddenSource {
  readonly file: string;
  readonly line: number;
  readonly reason: string;
}

/** What a lock selects for an SDK. */
export interface Selected {
  readonly name: string;
  readonly version: string;
  /** Every digest that the lock allows, in the spelling of {@link Artifact.integrity}. */
  readonly integrities: readonly string[];
}

/** A command line: the program, then one string an argument. */
export type CommandLine = readonly [string, ...string[]];

/**
 * The commands that build, lint and test a project in its folder, with the workspace's tools and the user's settings.
 */
export interface OwnCommands {
  readonly build: readonly CommandLine[];
  readonly lint: readonly CommandLine[];
  /** Workspace paths that pin tools of `lint` alone. */
  readonly lintPins: readonly string[];
  readonly test: readonly CommandLine[];
  /** What `build` writes, as paths from the project's folder, unless `workspace.json` states its outputs. */
  readonly outputs: readonly string[];
  /** Paths from the project's folder that the manifest names. Those that git ignores are outputs of `build` too. */
  readonly namedOutputs: readonly string[];
}

/** Whether an artifact holds a copy of what its project's symbolic links lead to, or omits the links. */
export type Links = 'followed' | 'left-out';

export interface PackRequest {
  readonly workspaceRoot: string;
  /** The SDK's folder, from the workspace's root. */
  readonly root: string;
  readonly name: string;
  readonly version: string;
  /**
   * A copy of the SDK's folder, which `pack` may change: the files that git has and the outputs of `build`, without
   * links. Files are 0644, or 0755 if git has them as executable; folders are 0755.
   */
  readonly staging: string;
  /** An empty folder for the artifacts. */
  readonly output: string;
  /** An empty folder for temporary files. */
  readonly scratch: string;
  readonly log: Log;
  /** Shows a warning in the log; the SDK is packed all the same. */
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
  /** Keeps a finding in the result and shows it; the smoke goes on. */
  warn(check: string, message: string): void;
  /** Records in the result that a module or subpath can't be run on this machine, and why. */
  notRun(what: string, reason: string): void;
  /** Modules and subpaths that the SDK itself asks to leave out, each with its reason: `smoke.skip`. */
  readonly skip: Readonly<Record<string, string>>;
  /** The SDK's own smoke folder; undefined if it has none. */
  readonly smokeFolder: string | undefined;
  /** An empty folder outside the repository, with an empty `home/tmp` in it. */
  readonly sandbox: string;
  readonly log: Log;
}

export interface ThirdPartyRequest {
  /** A package and, if it matters, its version, as the ecosystem's client takes them. */
  readonly wanted: string;
  /** The registry, or the router before it and the upstream if third parties come from elsewhere. */
  readonly registry: Registry;
  readonly clientAccess: ClientAccess;
  readonly check: Check;
  /** An empty folder outside the repository, with an empty `home/tmp` in it. */
  readonly sandbox: string;
  readonly log: Log;
}

/** A third party's package that a client fetched. */
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
  /** The outputs of `build`, as Nx spells them; undefined if `workspace.json` states none. */
  readonly statedOutputs: readonly string[] | undefined;
  readonly task: 'build' | 'test';
  /** The folder that {@link Ecosystem.resolve} wrote. */
  readonly resolved: string;
  readonly pins: readonly PackedManifest[];
  /** As {@link SmokeRequest.clientAccess}. */
  readonly clientAccess: ClientAccess;
  /** An empty folder for the outputs of `build`; undefined for `test`. */
  readonly output: string | undefined;
  readonly scratch: string;
  readonly log: Log;
}

export interface InstallRequest
  extends Pick<ServiceRequest, 'workspaceRoot' | 'project' | 'pins' | 'clientAccess' | 'scratch' | 'log'> {
  /** The folder with the outputs of `build`. */
  readonly built: string;
}

/** The command line that starts an installed service; a user's arguments come after it. */
export interface Program {
  readonly command: CommandLine;
  readonly cwd: string;
}

/**
 * One ecosystem. Nothing else knows its manifest, its client or its registry's protocol: executors and the core use
 * this interface and know no ecosystem by name.
 */
export interface Ecosystem {
  /** The id in packed manifests. */
  readonly id: string;
  /** Names the version JSON: `tmp/tilt-packages/<language>.json`. */
  readonly language: string;
  /** A glob for the file that makes a folder a project of this ecosystem; a folder has one such file. */
  readonly manifestFiles: string;
  /** The file of an SDK that states its base version. */
  readonly versionFile: string;
  /** The number of files that `pack` makes of one version. */
  readonly filesPerVersion: number;
  readonly variables: readonly RegistryVariable[];
  /** With `followed`, a link must lead to a file that git has in the workspace, and that file is an input too. */
  readonly links: Links;
  /** Whether `outputs` in `workspace.json` names what a service's build writes. If not, the client alone decides. */
  readonly servicesStateOutputs: boolean;
  /** Returns the workspace paths outside an SDK's folder that its artifact's bytes depend on, existing or not. */
  sharedInputs(root: string): readonly string[];
  /** Workspace paths that pin the tools which affect an artifact's bytes. */
  readonly toolPins: readonly string[];
  /**
   * Command lines that print the client's version and the platform. Their output is in the key of `smoke` and
   * `consume`.
   */
  readonly clients: readonly CommandLine[];

  /** Reads a project's manifest. @throws PackagesError MANIFEST_UNREADABLE, naming file, line and reason. */
  readManifest(folder: string): Promise<Manifest>;
  /** Spells a version as the ecosystem does. @throws PackagesError VERSION_NOT_SPELLABLE, naming the rule. */
  spell(version: SpelledVersion): string;
  /** Parses a version in the spelling of {@link spell}; undefined for any other version. */
  parse(spelled: string): SpelledVersion | undefined;
  ownCommands(folder: string, workspaceRoot: string): Promise<OwnCommands>;

  /** Writes the version into the staging copy and packs it. The same staging copy gives the same bytes. */
  pack(request: PackRequest): Promise<Artifact[]>;

  /** Returns what a router must know of the protocol, if third parties come from another registry. */
  route(): Promise<Route>;

  /** Opens the registry that the variables name. @throws PackagesError VARIABLE_MISSING if an address is not set. */
  registry(environment: Environment): Registry;

  /** Downloads, checks and installs the published version in the sandbox as a user's client does, and runs it. */
  smoke(request: SmokeRequest): Promise<void>;

  /** Fetches a third party's package in the sandbox, by each step of the registry's protocol and with the client. */
  fetchThirdParty(request: ThirdPartyRequest): Promise<ThirdParty>;

  /** Whether a service with this range accepts an SDK of this base version, X.Y.Z. */
  accepts(range: string, base: string): boolean;
  /** Finds every place where the service would take one of these SDKs from elsewhere than a registry. */
  forbiddenSources(
    workspaceRoot: string,
    service: string,
    sdks: readonly string[],
  ): Promise<ForbiddenSource[]>;
  /**
   * Resolves the service's dependencies from the registry alone, each pin to its exact version, and writes the locks.
   */
  resolve(request: ResolveRequest): Promise<void>;
  /** Reads what the locks select for these SDKs; it omits an SDK that the locks lack. */
  readSelected(resolved: string, sdks: readonly string[]): Promise<Selected[]>;
  /** Builds or tests the service with the resolved dependencies alone. */
  runService(request: ServiceRequest): Promise<void>;
  /**
   * Installs a built service in the scratch folder, with the dependencies of its build alone.
   *
   * @throws PackagesError SERVICE_NOT_STARTABLE if the build holds no program to start.
   */
  installService(request: InstallRequest): Promise<Program>;
}
