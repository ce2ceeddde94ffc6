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

declare module 'npm-package-arg' {
  namespace npa {
    interface Result {
      readonly type: 'git' | 'tag' | 'version' | 'range' | 'file' | 'directory' | 'remote' | 'alias';
      readonly name: string | null;
      /** What an alias stands for. */
      readonly subSpec?: Result;
    }
    /** Reads a requirement as npm does. @throws Error for what npm can't read. */
    function resolve(name: string, spec: string): Result;
  }
  export default npa;
}

declare module 'validate-npm-package-name' {
  /** Says whether npm takes a name for a package, and why not. */
  export default function validate(name: string): {
    readonly validForNewPackages: boolean;
    readonly warnings?: readonly string[];
    readonly errors?: readonly string[];
  };
}

declare module 'ini' {
  /** Reads an ini file as npm does; sections are objects of their own. */
  export function parse(text: string): Readonly<Record<string, unknown>>;
}
