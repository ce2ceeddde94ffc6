import type { State } from './state.ts';

/** One thing to be read: words, and how they are to be taken. */
export interface Cell {
  readonly text: string;
  /** Shown by a sign and a colour. */
  readonly tone?: State['tone'];
  /** A name, version, digest or address, to be taken letter by letter. */
  readonly code?: boolean;
  /** A moment that the text tells, in ISO 8601. */
  readonly time?: string;
  /** A share of the greatest value in the column, from 0 to 1. */
  readonly share?: number;
}

export interface Table {
  readonly caption: string;
  readonly heads: readonly string[];
  /** A row begins with what it is about. */
  readonly rows: readonly (readonly Cell[])[];
  /** Told instead of a table without rows. */
  readonly none: string;
  /** Details that few read. */
  readonly folded?: boolean;
}

export interface TimelineMark {
  readonly version: string;
  readonly time: string;
  readonly release: boolean;
  /** Whether this checkout packs it now. */
  readonly current: boolean;
}

export interface Section {
  /** Unique in the document, of letters, digits and hyphens. */
  readonly id: string;
  readonly heading: string;
  readonly facts: readonly (readonly [term: string, ...cells: Cell[]])[];
  readonly tables: readonly Table[];
  /** Oldest first; empty where there is nothing to draw. */
  readonly timeline: readonly TimelineMark[];
}

/** What the report says, in its order: the page and the Markdown are two ways to write down the same one. */
export interface ReportDocument {
  readonly title: string;
  readonly time: Cell;
  readonly summary: readonly Cell[];
  readonly sections: readonly Section[];
}

/** A tone's sign, so that no colour has to be seen. */
export const SIGNS: Readonly<Record<State['tone'], string>> = { good: '✔', bad: '✖', unsure: '?' };

export const NOTHING: Cell = { text: '–' };

/** Letter by letter; nothing where there is nothing. */
export function code(text: string | undefined): Cell {
  return text ? { text, code: true } : NOTHING;
}

/** A moment in ISO 8601, told to the second. */
export function moment(time: string): Cell {
  return { text: `${time.slice(0, 10)} ${time.slice(11, 19)} UTC`, time };
}
