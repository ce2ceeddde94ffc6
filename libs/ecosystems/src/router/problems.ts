/** Collects what went wrong behind a router, because its clients report little of it, or nothing. */
export interface Problems {
  /**
   * Notes that the registry lacks an internal name, and returns the sentence about it.
   *
   * @param elsewhere the other host that the registry redirects its readers to, if it does.
   */
  noteMissing(name: string, elsewhere?: string): string;
  /** Notes that a registry serves a name. */
  noteServed(name: string): void;
  /** Notes that a registry could not be read. */
  noteFailure(why: string): void;
  /** Returns a sentence for each problem. */
  list(): readonly string[];
}

export interface ProblemsOptions {
  /** The address of the registry; that of the upstream follows. */
  readonly registry: string;
  readonly upstream: string;
  /** The name of the variable that holds the patterns of internal names. */
  readonly variable: string;
}

export function newProblems({ registry, upstream, variable }: ProblemsOptions): Problems {
  const missing = new Map<string, string>();
  const served = new Set<string>();
  const failures = new Set<string>();
  /** The go command asks for each prefix of a package's path, and for paths below a module. */
  const belongsToServed = (name: string): boolean =>
    [...served].some((one) => name === one || name.startsWith(`${one}/`));
  return {
    noteMissing(name, elsewhere) {
      const does = elsewhere === undefined ? 'does not serve it' : `redirects to ${elsewhere} for it`;
      const sentence = `${name} is internal (an SDK of this workspace, or named by ${variable}), and ${registry} ${does}. It is never taken from ${upstream}. Publish it to the registry.`;
      missing.set(name, sentence);
      return sentence;
    },
    noteServed: (name) => served.add(name),
    noteFailure: (why) => failures.add(why),
    list: () => [
      ...failures,
      ...[...missing].flatMap(([name, sentence]) => (belongsToServed(name) ? [] : [sentence])),
    ],
  };
}
