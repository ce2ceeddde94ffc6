import type { Bend } from './plain/plain-part.ts';

/** How a server answers that is no plain one. */
export interface OddAnswers {
  readonly what: string;
  /** The last step that the answers reach: those before it are gone through too. */
  readonly upTo: 'publish' | 'smoke' | 'consume';
  /** For one SDK. */
  bend(name: string, version: string): Bend;
}

export interface WrongAnswers extends Omit<OddAnswers, 'upTo'> {
  /** The check of the smoke that must find it. */
  readonly check: string;
  /** What the check must name. */
  readonly reason: RegExp;
}
