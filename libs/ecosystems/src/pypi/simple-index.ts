import { asReader, type ReadAccess } from '../reader.ts';
import { type HttpAnswer, http, unexpected } from '../world/http.ts';
import { normalisedName } from './requirement.ts';
import { READING } from './variables.ts';
import { nonsense, parsedJson, simplePageSchema } from './wire.ts';

/** A file on a project's page. */
export interface SimpleFile {
  readonly file: string;
  /** Absolute, without a fragment. */
  readonly url: string;
  /** `sha256:…`; undefined where the page declares none. */
  readonly declared: string | undefined;
  /** Of the core metadata beside it: its `sha256:…`, or that it is there; undefined where none is advertised. */
  readonly metadata: string | true | undefined;
  /** Taken back: no client selects it by itself, but it is still served, and its name still taken. */
  readonly yanked: boolean;
  /** When it was uploaded, in ISO 8601; undefined where the page does not say, as none in HTML can. */
  readonly uploaded: string | undefined;
}

export interface SimplePage {
  readonly format: 'json' | 'html';
  readonly files: readonly SimpleFile[];
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const HTML_TYPES = ['application/vnd.pypi.simple.v1+html', 'text/html'];
const HTML = HTML_TYPES.map((type) => `${type};q=0.5`).join(', ');
const ACCEPT = { 'json or html': `${JSON_TYPE}, ${HTML}`, html: HTML };

/**
 * A project's page; undefined where the index has none.
 *
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ (PEP 503, 629, 658, 691, 700)
 */
export async function simplePage(
  index: ReadAccess,
  name: string,
  format: keyof typeof ACCEPT,
): Promise<SimplePage | undefined> {
  const url = `${index.address}/${normalisedName(name)}/`;
  const request = asReader(index, { url, headers: { accept: ACCEPT[format] } });
  const answer = await http(request);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw unexpected(request, answer, READING);
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  if (type === JSON_TYPE && format !== 'html') return { format: 'json', files: filesOfJson(answer) };
  if (HTML_TYPES.includes(type)) return { format: 'html', files: await filesOfHtml(answer) };
  throw nonsense(answer.url, `is "${type}", not a simple index in ${format}`);
}

/** @see https://peps.python.org/pep-0691/ */
export function filesOfJson(answer: HttpAnswer): SimpleFile[] {
  const page = parsedJson(answer, simplePageSchema);
  checkApiVersion(answer.url, page.meta['api-version']);
  return page.files.map(({ filename, url, hashes, ...file }) => {
    const metadata = file['core-metadata'] ?? file['dist-info-metadata'];
    const sha256 = typeof metadata === 'object' ? metadata.sha256 : undefined;
    return {
      file: filename,
      url: resolved(answer.url, url).href,
      declared: spelled(hashes.sha256),
      metadata: metadata === undefined || metadata === false ? undefined : (spelled(sha256) ?? true),
      yanked: file.yanked !== false,
      uploaded: file['upload-time'],
    };
  });
}

/** @see https://peps.python.org/pep-0503/ */
export async function filesOfHtml(answer: HttpAnswer): Promise<SimpleFile[]> {
  const { Parser } = await import('htmlparser2');
  const files: SimpleFile[] = [];
  let isMarked = false;
  let anchor: Attributes = {};
  let text = '';
  const parser = new Parser({
    onopentag(tag, attributes) {
      if (tag === 'meta' && attributes.name === 'pypi:repository-version') {
        checkApiVersion(answer.url, attributes.content ?? '');
        isMarked = true;
      }
      if (tag === 'a') [anchor, text] = [attributes, ''];
    },
    ontext(more) {
      text += more;
    },
    onclosetag(tag) {
      if (tag === 'a') files.push(fileOfAnchor(answer.url, anchor, text.trim()));
    },
  });
  parser.end(answer.body.toString('utf8'));
  if (files.length === 0 && !isMarked)
    throw nonsense(answer.url, 'links to no file and bears no mark of a simple index');
  return files;
}

type Attributes = Readonly<Record<string, string>>;

/**
 * An anchor's text must be the last part of its path, the file's name: that tells an index from a page for people. Its
 * fragment is a digest.
 */
function fileOfAnchor(page: string, attributes: Attributes, text: string): SimpleFile {
  const { href = '' } = attributes;
  const url = resolved(page, href);
  if (![text, encodeURIComponent(text)].includes(url.pathname.split('/').at(-1) ?? '') || text === '')
    throw nonsense(page, `links to "${href}" as "${text}", which a simple index never does`);
  const sha256 = /^#sha256=(\w+)$/.exec(url.hash)?.[1];
  url.hash = '';
  const metadata = attributes['data-core-metadata'] ?? attributes['data-dist-info-metadata'];
  return {
    file: text,
    url: url.href,
    declared: spelled(sha256),
    metadata:
      metadata === undefined || metadata === 'false'
        ? undefined
        : (spelled(/^sha256=(\w+)$/.exec(metadata)?.[1]) ?? true),
    yanked: attributes['data-yanked'] !== undefined,
    uploaded: undefined,
  };
}

/** A client must not read what a later major version means. @see https://peps.python.org/pep-0629/ */
function checkApiVersion(page: string, version: string): void {
  if (!/^1\.\d+$/.test(version))
    throw nonsense(page, `is of version "${version}" of the simple index API, not 1.x`);
}

function resolved(page: string, url: string): URL {
  if (!URL.canParse(url, page)) throw nonsense(page, `links to "${url}", which is no address`);
  return new URL(url, page);
}

function spelled(sha256: string | undefined): string | undefined {
  return sha256 === undefined ? undefined : `sha256:${sha256.toLowerCase()}`;
}
