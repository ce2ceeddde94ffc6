import { normalisedName } from '../../src/pypi/requirement.ts';
import type { PlainAnswer, PlainPart, PlainPartOptions, PlainRequest, PlainUpload } from './plain-part.ts';

const PREFIX = '/org/pypi/';

interface Anchor {
  readonly file: string;
  readonly href: string;
  /** In hexadecimal. */
  readonly sha256: string | undefined;
}

/** Whether the links to its own packages have a digest, which PEP 503 makes optional. */
export interface PlainPypiOptions extends PlainPartOptions {
  readonly digests: boolean;
}

/**
 * Serves Python packages: a simple index in HTML alone (PEP 503) with files on another host, and the legacy upload. An
 * upload of an existing file gets 409; without the final slash in its address it gets 404.
 */
export function plainPypi({ origin, storage, owner, digests }: PlainPypiOptions): PlainPart {
  const reader = { username: 'python-reader', password: `python read-only password of ${owner}` };
  const uploader = { username: 'python-uploader', password: `python upload-only password of ${owner}` };
  const projects = new Map<string, Anchor[]>();
  const uploads: PlainUpload[] = [];
  const root = `${origin}${PREFIX}`;

  const page = (name: string): PlainAnswer | undefined => {
    const anchors = projects.get(name);
    return anchors && html(anchors);
  };

  const upload = async ({ contentType, body }: PlainRequest): Promise<PlainAnswer> => {
    const form = await new Response(body, { headers: { 'content-type': contentType } }).formData();
    const [name, content, sha256] = ['name', 'content', 'sha256_digest'].map((field) => form.get(field));
    if (typeof name !== 'string' || !(content instanceof File) || typeof sha256 !== 'string')
      return { status: 400, body: 'this is no upload' };
    const anchors = projects.get(normalisedName(name)) ?? [];
    const exists = anchors.some(({ file }) => file === content.name);
    uploads.push({ name: normalisedName(name), outcome: exists ? 'exists' : 'created' });
    if (exists) return { status: 409, body: 'this file exists' };
    const href = storage.keep(content.name, Buffer.from(await content.arrayBuffer()));
    const anchor = { file: content.name, href, sha256: digests ? sha256 : undefined };
    projects.set(normalisedName(name), [...anchors, anchor]);
    return { status: 200 };
  };

  return {
    ecosystem: 'pypi',
    prefix: PREFIX,
    variables: {
      PACKAGES_PYPI_INDEX_URL: `${root}simple/`,
      PACKAGES_PYPI_UPLOAD_URL: root,
      PACKAGES_PYPI_USERNAME: uploader.username,
      PACKAGES_PYPI_PASSWORD: uploader.password,
      PACKAGES_PYPI_READ_USERNAME: reader.username,
      PACKAGES_PYPI_READ_PASSWORD: reader.password,
    },
    reader,
    uploader,
    uploads,
    async answer(request) {
      if (request.method === 'POST') return request.path === '' ? upload(request) : undefined;
      const [, name] = /^simple\/([a-z0-9-]+)\/$/.exec(request.path) ?? [];
      return name === undefined ? undefined : page(name);
    },
  };
}

function html(anchors: readonly Anchor[]): PlainAnswer {
  const lines = anchors.map(
    ({ file, href, sha256 }) =>
      `<a href="${href}${sha256 === undefined ? '' : `#sha256=${sha256}`}">${file}</a>`,
  );
  const body = `<!DOCTYPE html>\n<html><body>\n${lines.join('<br>\n')}\n</body></html>\n`;
  return { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body };
}
