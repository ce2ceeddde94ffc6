import type { Ecosystem } from '../src/ecosystem.ts';
import type { Files } from '../src/history/testing/repository.ts';
import type { OddAnswers, WrongAnswers } from './odd-answers.ts';

/** The base version of every fixture's SDK. */
export const BASE = '1.2.3';

/** The time of every fixture's commit, and the snapshot's number that follows from it. */
export const COMMITTED = new Date('2026-01-02T03:04:05Z');
export const SNAPSHOT = '20260102030405';

/** The SDK that a service uses. */
export interface UsedSdk {
  readonly name: string;
  /** The range, in the ecosystem's own syntax. */
  readonly range: string;
  /** The version that the service's tests expect. */
  readonly version: string;
}

/** A change of an SDK after which its smoke must fail. */
export interface Breakage {
  readonly what: string;
  /** The files that differ from those of a good SDK. */
  files(name: string): Files;
  /** The check that must fail. */
  readonly check: string;
}

/** A change of an SDK after which it must not be packed. */
export interface Refusal {
  readonly what: string;
  /** The files that differ from those of a good SDK. */
  files(name: string): Files;
  /** The file that the error must name, from the SDK's folder. */
  readonly file: string | ((name: string) => string);
  /** A text on the line that the error must name: its first occurrence. */
  readonly at: string;
}

/** An SDK with links and an executable file. Paths start at its folder. */
export interface LinkedSdk {
  readonly files: Files;
  /** A program among the files. */
  readonly executable: string;
  /** Symbolic links, from path to target; `../shared/data.json` and `../README.md` exist. */
  readonly links: Files;
}

/** An SDK of a shape that its users' clients accept, but that a check could mistake for a fault. */
export interface UnusualSdk {
  readonly what: string;
  /** How another SDK, published before it, differs from a good one. Its version is a snapshot of {@link SNAPSHOT}. */
  readonly other?: (name: string) => Files;
  /** The files that differ from those of a good SDK; null for a file to remove. */
  files(name: string, other: string): Readonly<Record<string, string | null>>;
  /** Matches the smoke's warnings, in their order; none by default. */
  readonly warnings?: readonly RegExp[];
  /** The modules and subpaths that the smoke must report as not run. */
  readonly notRun?: readonly string[] | ((name: string) => readonly string[]);
}

/** A change of a workspace after which its service would take an SDK from elsewhere. */
export interface ForbiddenCase {
  readonly what: string;
  /** From the workspace's root; the service is in `service`, the SDK in `sdk`. */
  readonly files: Files;
  /** Symbolic links, from path to target. */
  readonly links?: Files;
  /** The file that the finding must name. */
  readonly file: string;
  /** A text on the line that the finding must name: its first occurrence; undefined for the first line. */
  readonly at: string | undefined;
}

/** An internal package of another repository, which no public service knows. */
export interface OtherRepository {
  readonly name: string;
  /** The user's settings that keep the client from asking a public service for the package. */
  readonly settings: Readonly<Record<string, string>>;
  /** The files that differ from those of a good SDK and require {@link BASE} of that package. */
  using(sdk: string): Files;
}

/**
 * An ecosystem's part of the compliance suite: a tiny SDK and a tiny service that uses it. The suite itself knows no
 * ecosystem by name.
 */
export interface Fixture {
  readonly ecosystem: Ecosystem;
  /** Makes a published name from a word, in the registry's spelling. */
  name(word: string): string;
  /** The file name of a project's manifest. */
  readonly manifestFile: string;
  /** {@link BASE} as a release, and as a snapshot of {@link SNAPSHOT}. */
  readonly spelled: { readonly release: string; readonly snapshot: string };
  /** Compares two versions as the ecosystem's client does: -1, 0 or 1. */
  readonly compareVersions: (a: string, b: string) => number;

  /** Makes the files of an SDK with this name and {@link BASE}. Other content gives other bytes. */
  sdk(name: string, content: string): Files;
  /**
   * Makes the files of a package with this name and {@link BASE}, which needs no build and requires {@link BASE} or
   * later of others.
   */
  requiring(name: string, content: string, required: readonly string[]): Files;
  /** The names of the checks that a good SDK passes, in their order. */
  readonly checks: readonly string[];
  /** The checks among them that cover optional parts of the registry's protocol. */
  readonly optionalChecks: readonly string[];
  readonly breakages: readonly Breakage[];
  readonly unusual: readonly UnusualSdk[];
  readonly refusals: readonly Refusal[];
  /**
   * A good SDK that, when it is imported, runs a packed program and reads a file through a link. Undefined if artifacts
   * hold neither executable bits nor the targets of links.
   */
  readonly linked: ((name: string) => LinkedSdk) | undefined;
  /** The user's settings with which the client asks only the registry for packages. */
  readonly registryAlone: Readonly<Record<string, string>>;
  /** Undefined if clients ask nobody but the registry. */
  readonly otherRepository: OtherRepository | undefined;

  /** Answers of servers that the client accepts. The pipeline's steps must accept them too. */
  readonly oddAnswers: readonly OddAnswers[];
  /** Answers that make a client resolve something else than the artifact contains. */
  readonly wrongAnswers: readonly WrongAnswers[];

  /** A range that accepts {@link BASE}. */
  readonly range: string;
  /**
   * Makes the files of a service. Its tests pass only with exactly this version of the SDK, which they read from the
   * SDK itself. They fail if they find a credential of the client. Its program writes that version to the file in its
   * argument; without an argument its exit code is 3.
   */
  service(sdk: UsedSdk): Files;
  /**
   * Makes the files that differ from those of {@link service} if its tests need a file, by its path from the service.
   */
  needing(sdk: UsedSdk, file: string): Files;
  /** Ranges and base versions, and whether the range accepts the version. */
  readonly accepted: readonly (readonly [range: string, base: string, accepted: boolean])[];
  forbidden(sdk: UsedSdk): readonly ForbiddenCase[];
}
