import { type ReadAccess, withReadCredential } from '../reader.ts';
import { type HttpAnswer, http, makeStatusError } from '../world/http.ts';
import { digestsOfFragment, digestsOfHashes, type FileDigests } from './declared-digest.ts';
import { parseDistributionFile } from './distribution-file.ts';
import { leadsUp } from './leads-up.ts';
import { normalisedName } from './requirement.ts';
import { READING } from './variables.ts';
import { makeInvalidError, parseJson, simplePageSchema } from './wire.ts';

/** A file on a project's page. */
export interface SimpleFile extends FileDigests {
  readonly file: string;
  /** Absolute, without a fragment. */
  readonly url: string;
  /**
   * The core metadata beside the file: its `sha256:…`, or true without a digest; undefined if it has none.
   */
  readonly metadata: string | true | undefined;
  /** The Requires-Python that clients select by; null if the page says there is none, undefined if it says nothing. */
  readonly requiresPython: string | null | undefined;
  /** Whether the file was yanked: clients don't select it by default, but it is still served and its name is taken. */
  readonly yanked: boolean;
  /** The time of the upload, in ISO 8601; undefined if the page does not say. HTML pages never do. */
  readonly uploaded: string | undefined;
}

export interface SimplePage {
  readonly format: 'json' | 'html';
  /** Wheels and sdists of the project. Clients ignore other links, and so does this list. */
  readonly files: readonly SimpleFile[];
}

const JSON_TYPE = 'application/vnd.pypi.simple.v1+json';
const HTML_TYPES = ['application/vnd.pypi.simple.v1+html', 'text/html'];
const HTML = HTML_TYPES.map((type) => `${type};q=0.5`).join(', ');
const ACCEPT = { 'json or html': `${JSON_TYPE}, ${HTML}`, html: HTML };

/**
 * Fetches a project's page; undefined if the index has none.
 *
 * @see https://packaging.python.org/en/latest/specifications/simple-repository-api/ (PEP 503, 629, 658, 691, 700)
 */
export async function fetchSimplePage(
  index: ReadAccess,
  name: string,
  format: keyof typeof ACCEPT,
): Promise<SimplePage | undefined> {
  const url = `${index.address}/${normalisedName(name)}/`;
  const request = withReadCredential(index, { url, headers: { accept: ACCEPT[format] } });
  const answer = await http(request);
  if (answer.status === 404) return undefined;
  if (answer.status !== 200) throw makeStatusError(request, answer, READING);
  const isOfProject = ({ file }: SimpleFile): boolean =>
    parseDistributionFile(file)?.name === normalisedName(name);
  const type = answer.headers.get('content-type')?.split(';')[0]?.trim() ?? '';
  if (type === JSON_TYPE && format !== 'html')
    return { format: 'json', files: filesOfJson(answer).filter(isOfProject) };
  if (HTML_TYPES.includes(type))
    return { format: 'html', files: (await filesOfHtml(answer)).filter(isOfProject) };
  throw makeInvalidError(answer.url, `is "${type}", not a simple index in ${format}`);
}

/** Lists the files of a page in JSON. @see https://peps.python.org/pep-0691/ */
export function filesOfJson(answer: HttpAnswer): SimpleFile[] {
  const page = parseJson(answer, simplePageSchema);
  checkApiVersion(answer.url, page.meta['api-version']);
  return page.files.map(({ filename, url, hashes, ...file }) => {
    const metadata = file['core-metadata'] ?? file['dist-info-metadata'];
    const sha256 = typeof metadata === 'object' ? metadata.sha256 : undefined;
    if (!URL.canParse(url, answer.url))
      throw makeInvalidError(answer.url, `links to "${url}", which is not an address`);
    return {
      file: filename,
      url: new URL(url, answer.url).href,
      ...digestsOfHashes(hashes),
      metadata: metadata === undefined || metadata === false ? undefined : (spelled(sha256) ?? true),
      requiresPython: file['requires-python'],
      yanked: file.yanked !== false,
      uploaded: file['upload-time'],
    };
  });
}

/**
 * Lists the files of a page in HTML. As clients do, it takes a file's name from the link's address, whatever its text
 * is, and ignores links to anything else.
 *
 * @see https://peps.python.org/pep-0503/
 */
export async function filesOfHtml(answer: HttpAnswer): Promise<SimpleFile[]> {
  const { Parser } = await import('htmlparser2');
  const links: { readonly url: URL; readonly attributes: Attributes }[] = [];
  let base = answer.url;
  let isMarked = false;
  let isForPeople = false;
  const parser = new Parser({
    onopentag(tag, attributes) {
      const { href } = attributes;
      if (tag === 'meta' && attributes.name === 'pypi:repository-version') {
        checkApiVersion(answer.url, attributes.content ?? '');
        isMarked = true;
      }
      if (tag === 'base' && href !== undefined && URL.canParse(href, answer.url))
        base = new URL(href, answer.url).href;
      if (tag === 'a' && href !== undefined && URL.canParse(href, base))
        links.push({ url: new URL(href, base), attributes });
      if (tag === 'script' || (tag === 'input' && attributes.type === 'password')) isForPeople = true;
    },
  });
  parser.end(answer.body.toString('utf8'));
  const files = links.flatMap(({ url, attributes }) => fileOfLink(url, attributes));
  if (files.length > 0 || isMarked) return files;

  // An index without files of a project looks like this, and so may the page of a wrong address.
  const isListing = links.some(({ url }) => leadsUp(url, answer.url));
  if (isListing || (links.length === 0 && !isForPeople)) return [];
  const [first] = links;
  throw makeInvalidError(
    answer.url,
    first === undefined
      ? 'is a page for people: it links to no file and runs a script or asks for a password'
      : `is a page for people: it links to ${first.url.origin}${first.url.pathname} and to no distribution`,
  );
}

type Attributes = Readonly<Record<string, string>>;

/** Returns the distribution that a link leads to; empty if it leads to something else. */
function fileOfLink(url: URL, attributes: Attributes): SimpleFile[] {
  const file = decoded(url.pathname.split('/').at(-1) ?? '');
  if (parseDistributionFile(file) === undefined) return [];
  const bare = new URL(url);
  bare.hash = '';
  const metadata = attributes['data-core-metadata'] ?? attributes['data-dist-info-metadata'];
  return [
    {
      file,
      url: bare.href,
      ...digestsOfFragment(url.hash),
      metadata:
        metadata === undefined || metadata === 'false'
          ? undefined
          : (spelled(/^sha256=(\w+)$/.exec(metadata)?.[1]) ?? true),
      requiresPython: attributes['data-requires-python'],
      yanked: attributes['data-yanked'] !== undefined,
      uploaded: undefined,
    },
  ];
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** A client must not read a page of a later major version. @see https://peps.python.org/pep-0629/ */
function checkApiVersion(page: string, version: string): void {
  if (!/^1\.\d+$/.test(version))
    throw makeInvalidError(page, `is of version "${version}" of the simple index API, not 1.x`);
}

function spelled(sha256: string | undefined): string | undefined {
  return sha256 === undefined ? undefined : `sha256:${sha256.toLowerCase()}`;
}
