import type { Child } from './child.ts';

export const ECOSYSTEMS = ['npm', 'pypi', 'go'] as const;
export type Ecosystem = (typeof ECOSYSTEMS)[number];

/** The published names of the workspace's own packages: they are uploaded here and never asked upstream. */
export type InternalNames = Readonly<Record<Ecosystem, readonly string[]>>;

/** What a registry is started with. */
export interface LaunchRequest {
  readonly workspaceRoot: string;
  /** The registry's own folder; it is emptied by a wipe. */
  readonly storage: string;
  /** The folder of what is compiled here; it survives a wipe. */
  readonly programs: string;
  readonly logFile: string;
  readonly port: number;
  readonly internal: readonly string[];
  /** The proxy by which it goes to its upstream in place of the user's own, which it is told; undefined for none. */
  readonly relay: string | undefined;
}

export interface Launched {
  readonly child: Child;
  /** Waits until the registry answers its own protocol and gives the variables that address it. */
  connect(signal: AbortSignal): Promise<Record<string, string>>;
}

/** One embedded registry: how it becomes a process, and how that process is addressed. */
export interface Registry {
  readonly ecosystem: Ecosystem;
  readonly title: string;
  launch(request: LaunchRequest): Promise<Launched>;
}

/** The one account that may upload. */
export const PUBLISHER = 'publisher';

/** How old an answer of an upstream may become before it is asked again; all three mirrors use it. */
export const UPSTREAM_MAX_AGE_SECONDS = 600;

/** The name under which every registry writes its uploads into its own storage folder. */
export const UPLOAD_LOG = 'uploads.log';

export function loopbackUrl(port: number): string {
  return `http://127.0.0.1:${port}`;
}
