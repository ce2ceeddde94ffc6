import type { Ecosystem } from '../src/ecosystem.ts';
import type { Files } from '../src/history/testing/repository.ts';
import type { OddAnswers, WrongAnswers } from './odd-answers.ts';

/** The base version of every fixture's SDK. */
export const BASE = '1.2.3';

/** The moment of every fixture's commit, and the snapshot's number that it gives. */
export const COMMITTED = new Date('2026-01-02T03:04:05Z');
export const SNAPSHOT = '20260102030405';

/** An SDK that a service uses. */
export interface UsedSdk {
  readonly name: string;
  /** In the ecosystem's own words. */
  readonly range: string;
  /** The version that the service's tests want to meet. */
  readonly version: string;
}

/** A change of an SDK after which its smoke must fail. */
export interface Breakage {
  readonly what: string;
  /** The files that differ from those of a good SDK. */
  files(name: string): Files;
  /** The check that must find it. */
  readonly check: string;
}

/** A change of an SDK after which it must not be packed. */
export interface Refusal {
  readonly what: string;
  /** The files that differ from those of a good SDK. */
  files(name: string): Files;
  /** The file that must be named, from the SDK's folder. */
  readonly file: string | ((name: string) => string);
  /** What stands on the line that must be named: the first one that has it. */
  readonly at: string;
}

/** What an SDK has beside files of the ordinary mode. Paths start at its folder. */
export interface LinkedSdk {
  readonly files: Files;
  /** A program among the files. */
  readonly executable: string;
  /** Symbolic links by path, with what they lead to; `../shared/data.json` and `../README.md` are there. */
  readonly links: Files;
}

/** An SDK of a shape that its users' clients take, and that a check could take for a fault. */
export interface UnusualSdk {
  readonly what: string;
  /** How another SDK, published before it, differs from a good one. Its version is a snapshot of {@link SNAPSHOT}. */
  readonly other?: (name: string) => Files;
  /** The files that differ from those of a good SDK; null for one that it does not have. */
  files(name: string, other: string): Readonly<Record<string, string | null>>;
  /** What each warning of the smoke must say, in their order; none where it is left out. */
  readonly warnings?: readonly RegExp[];
  /** What the smoke must say that it could not run. */
  readonly notRun?: readonly string[] | ((name: string) => readonly string[]);
}

/** A change of a workspace after which its service would take an SDK from elsewhere. */
export interface ForbiddenCase {
  readonly what: string;
  /** From the workspace's root; the service stands in `service`, the SDK in `sdk`. */
  readonly files: Files;
  /** Symbolic links, by path, with what they lead to. */
  readonly links?: Files;
  /** The file that must be named. */
  readonly file: string;
  /** What stands on the line that must be named: the first one that has it; undefined for the first line. */
  readonly at: string | undefined;
}

/** An internal package of another repository, which no public service knows. */
export interface OtherRepository {
  readonly name: string;
  /** What a user sets so that the client asks no public service for it. */
  readonly settings: Readonly<Record<string, string>>;
  /** The files that differ from those of a good SDK where it requires {@link BASE} of that package. */
  using(sdk: string): Files;
}

/**
 * What the compliance suite needs to know of an ecosystem: a tiny SDK and a tiny service that uses it. The suite
 * itself knows none by name.
 */
export interface Fixture {
  readonly ecosystem: Ecosystem;
  /** A published name, as the registry has it, made of a word. */
  name(word: string): string;
  /** The manifest of its projects. */
  readonly manifestFile: string;
  /** {@link BASE} as a release, and as a snapshot of {@link SNAPSHOT}. */
  readonly spelled: { readonly release: string; readonly snapshot: string };
  /** Orders two versions as the ecosystem's client does: -1, 0 or 1. */
  readonly compareVersions: (a: string, b: string) => number;

  /** The files of an SDK of this name and {@link BASE}. Other content gives other bytes. */
  sdk(name: string, content: string): Files;
  /** The files of a package of this name and {@link BASE}, which needs no build and requires {@link BASE} or later of others. */
  requiring(name: string, content: string, required: readonly string[]): Files;
  /** The names of the checks that a good SDK passes, in their order. */
  readonly checks: readonly string[];
  /** Those of them that are of what a registry need not offer. */
  readonly optionalChecks: readonly string[];
  readonly breakages: readonly Breakage[];
  readonly unusual: readonly UnusualSdk[];
  readonly refusals: readonly Refusal[];
  /**
   * A good SDK that, where it is imported, runs a program that it holds and reads a file that it has by a link. Undefined
   * where artifacts hold neither executable bits nor what links lead to.
   */
  readonly linked: ((name: string) => LinkedSdk) | undefined;
  /** What a user sets so that the client asks nobody but the registry for any package. */
  readonly registryAlone: Readonly<Record<string, string>>;
  /** Undefined if clients ask nobody but the registry. */
  readonly otherRepository: OtherRepository | undefined;

  /** Answers of servers with which the client works, and so must the steps that they reach. */
  readonly oddAnswers: readonly OddAnswers[];
  /** Answers by which a client resolves something else than what the artifact holds. */
  readonly wrongAnswers: readonly WrongAnswers[];

  /** A range that accepts {@link BASE}. */
  readonly range: string;
  /**
   * The files of a service: its tests pass with exactly this version of the SDK, which they ask of the SDK itself, and
   * only where they find no credential of the client's. Its program writes that version to the file that it is given;
   * without one its exit code is 3.
   */
  service(sdk: UsedSdk): Files;
  /** The files that differ from those of {@link service} where its tests need a file, by its path from the service. */
  needing(sdk: UsedSdk, file: string): Files;
  /** Ranges, a base version, and whether they accept it. */
  readonly accepted: readonly (readonly [range: string, base: string, accepted: boolean])[];
  forbidden(sdk: UsedSdk): readonly ForbiddenCase[];
}
