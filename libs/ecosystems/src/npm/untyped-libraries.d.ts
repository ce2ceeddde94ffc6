// Declares the used parts of npm's own libraries, which bring no types.

declare module 'libnpmpack' {
  /** Packs a folder as `npm pack` does. */
  export default function pack(
    folder: string,
    options: { readonly ignoreScripts: boolean; readonly cache: string },
  ): Promise<Buffer>;
}

declare module '@npmcli/map-workspaces' {
  /** Returns the folder of each workspace that a root package.json names, by package name. */
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
      /** The target of an alias. */
      readonly subSpec?: Result;
    }
    /** Parses a requirement as npm does. @throws Error for a requirement that npm can't parse. */
    function resolve(name: string, spec: string): Result;
  }
  export default npa;
}

declare module 'validate-npm-package-name' {
  /** Says whether npm accepts a package name, and why not. */
  export default function validate(name: string): {
    readonly validForNewPackages: boolean;
    readonly warnings?: readonly string[];
    readonly errors?: readonly string[];
  };
}

declare module 'ini' {
  /** Parses an ini file as npm does; sections are objects of their own. */
  export function parse(text: string): Readonly<Record<string, unknown>>;
}
