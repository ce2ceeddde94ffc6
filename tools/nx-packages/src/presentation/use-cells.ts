import { type Cell, code } from './document.ts';
import type { Use } from './report.ts';
import type { State } from './state.ts';

/** A use, by whom, and whether it is up to date. */
export interface KnownUse extends Use {
  readonly service: string;
  readonly state: State;
}

/** Under the heads {@link USE_HEADS}. */
export function useCells({ accepts, selected, state }: KnownUse): Cell[] {
  return [code(accepts.join(', ')), code(selected.map(({ version }) => version).join(', ')), state];
}

export const USE_HEADS = ['Accepts', 'Was consumed with', 'State'];
