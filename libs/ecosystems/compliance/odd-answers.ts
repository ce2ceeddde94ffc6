import type { Bend } from './plain/plain-part.ts';

/** Answers of a server that differ from the plain one's. */
export interface OddAnswers {
  readonly what: string;
  /** The last step of the pipeline that reads these answers; the steps before it run too. */
  readonly upTo: 'publish' | 'smoke' | 'consume';
  /** Makes the answers for one SDK. */
  bend(name: string, version: string): Bend;
}

export interface WrongAnswers extends Omit<OddAnswers, 'upTo'> {
  /** The check of the smoke that must fail. */
  readonly check: string;
  /** Matches the reason in the check's error. */
  readonly reason: RegExp;
}
