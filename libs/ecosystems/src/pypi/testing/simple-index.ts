import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ServedWheel } from './hand-made-wheel.ts';
import type { PackedTiny } from './pack-tiny-sdk.ts';
import { type Reply, type Served, serve } from './serve.ts';

export interface IndexOptions {
  /** Attributes of the wheel's anchor. */
  readonly attributes?: string;
  /** Replies by path that replace the index's own. */
  readonly replies?: Readonly<Record<string, Reply>>;
  /** Further wheels that it serves. */
  readonly others?: readonly ServedWheel[];
}

/** Serves a minimal index: HTML pages (PEP 503) and files under a path prefix, without JSON and core metadata. */
export async function serveIndex(
  { packed, output }: PackedTiny,
  options: IndexOptions = {},
): Promise<Served> {
  const { attributes = '', replies = {}, others = [] } = options;
  const files = await Promise.all(packed.artifacts.map(({ file }) => readFile(path.join(output, file))));
  const anchors = packed.artifacts.map(
    ({ file, sha256 }) =>
      `<a ${file.endsWith('.whl') ? attributes : ''} href="../../files/${file}#sha256=${sha256}">${file}</a>`,
  );
  const served = await serve((request): Reply => {
    const url = request.url ?? '';
    const own = replies[url];
    if (own !== undefined) return own;
    if (url === pageOf(packed.name)) return { body: `<!DOCTYPE html><body>${anchors.join('<br>')}` };
    const other = others.find(({ name, file }) => [pageOf(name), fileOf(file)].includes(url));
    if (other !== undefined && url === pageOf(other.name))
      return { body: `<a href="../../files/${other.file}#sha256=${other.sha256}">${other.file}</a>` };
    if (other !== undefined) return { type: 'application/octet-stream', body: other.bytes };
    const at = packed.artifacts.findIndex(({ file }) => url === fileOf(file));
    return at === -1 ? { status: 404 } : { type: 'application/octet-stream', body: files[at] ?? '' };
  });
  return { ...served, address: `${served.address}/prefix/simple` };
}

const pageOf = (name: string): string => `/prefix/simple/${name}/`;
const fileOf = (file: string): string => `/prefix/files/${file}`;
