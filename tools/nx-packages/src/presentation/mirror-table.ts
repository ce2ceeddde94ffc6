import type { MirrorEntry } from '../workspace/mirror-report.ts';
import { formatTable } from './table.ts';

const HEADS = ['mirrored package', 'version', 'first fetch', 'second fetch', 'cached'];

/** A package of which nothing is known but how its target ended. */
export interface UnknownMirror {
  readonly wanted: string;
  readonly ended: string;
}

/** What became of each package that the registries are to mirror. */
export function mirrorTable(mirrors: readonly (MirrorEntry | UnknownMirror)[]): string {
  return formatTable(HEADS, mirrors.map(row));
}

function row(mirror: MirrorEntry | UnknownMirror): string[] {
  if ('ended' in mirror) return [mirror.wanted, '', mirror.ended, mirror.ended, ''];
  if (mirror.outcome === 'failed') {
    const fetches = mirror.fetch === 'first' ? ['FAILED', 'not run'] : ['passed', 'FAILED'];
    return [mirror.wanted, '', ...fetches, ''];
  }
  const { name, version } = mirror.package;
  return [name, version, 'passed', 'passed', cached(mirror)];
}

function cached(mirror: Exclude<MirrorEntry, { outcome: 'failed' }>): string {
  if (mirror.outcome === 'not provable') return 'cache not provable';
  const { first } = mirror.requests;
  return `proved (${first} request${first === 1 ? '' : 's'}, then 0)`;
}
