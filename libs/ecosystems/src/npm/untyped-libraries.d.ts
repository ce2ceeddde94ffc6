// What is used of npm's own libraries, which bring no types.

declare module 'libnpmpack' {
  /** Packs a folder as `npm pack` does. */
  export default function pack(
    folder: string,
    options: { readonly ignoreScripts: boolean; readonly cache: string },
  ): Promise<Buffer>;
}

declare module '@npmcli/map-workspaces' {
  /** The folder of each workspace that a root package.json names, by package name. */
  export default function mapWorkspaces(options: {
    readonly cwd: string;
    readonly pkg: { readonly workspaces?: unknown };
  }): Promise<Map<string, string>>;
}
