import { createHash } from 'node:crypto';
import type { OddAnswers, WrongAnswers } from './odd-answers.ts';
import { bendAll, bendWhere, lateUpload } from './plain/bends.ts';
import type { Bend, PlainAnswer, PlainRequest } from './plain/plain-part.ts';

const isUpload = ({ method }: PlainRequest): boolean => method === 'POST';

const isPage =
  (name: string) =>
  ({ path }: PlainRequest): boolean =>
    path === `simple/${name}/`;

const page = (body: string): PlainAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/html' },
  body,
});

/** Rewrites the text of the project's page, if there is one. */
const rewritten = (name: string, rewrite: (text: string) => string): Bend =>
  bendWhere(isPage(name), (answer) =>
    answer?.status === 200 ? { ...answer, body: rewrite(`${answer.body}`) } : answer,
  );

/** Makes the page like a folder's listing, which adds links and shortens long names. */
const asFolder = (text: string): string =>
  text
    .replace(
      '<body>',
      '<body><nav><a href="/">Home</a> <a href="https://example.com/help">Help</a></nav><h1>Index</h1><a href="../">../</a>',
    )
    .replaceAll(/>([^<>]{12})[^<>]*<\/a>/g, '>$1..&gt;</a>');

/** Declares digests of another algorithm for the uploaded files. */
function digests(name: string, algorithm: string): Bend {
  const byFile = new Map<string, string>();
  const note: Bend = async (request, answerPlainly) => {
    if (isUpload(request)) {
      const headers = { 'content-type': request.contentType };
      const content = (await new Response(request.body, { headers }).formData()).get('content');
      if (content instanceof File)
        byFile.set(
          content.name,
          createHash(algorithm)
            .update(Buffer.from(await content.arrayBuffer()))
            .digest('hex'),
        );
    }
    return answerPlainly();
  };
  const show = rewritten(name, (text) =>
    text.replaceAll(
      /href="([^"]+)">([^<]+)/g,
      (_, href: string, file: string) => `href="${href}#${algorithm}=${byFile.get(file)}">${file}`,
    ),
  );
  return bendAll(show, note);
}

/** Answers 404 to the first looks at the listed files. */
function lateFiles(name: string, looks: number): Bend {
  let looked = 0;
  return rewritten(name, (text) => {
    looked += 1;
    return looked > looks ? text : text.replaceAll(/href="[^"]*\/([^/"]+)"/g, 'href="../../not-yet/$1"');
  });
}

export const oddPypiAnswers: readonly OddAnswers[] = [
  {
    what: 'a listing of folders with cut names and MD5, 200 for what is not there, 400 for a retry whose upload was stored',
    upTo: 'consume',
    bend: (name) =>
      bendAll(
        bendWhere(isPage(name), (answer) => answer ?? page('<!DOCTYPE html><html><body></body></html>')),
        rewritten(name, asFolder),
        lateUpload({
          isUpload,
          isListing: isPage(name),
          nothing: page('<!DOCTYPE html><html><body></body></html>'),
          looks: 2,
          answers: [
            { status: 200, lost: true },
            { status: 400, body: 'File already exists.' },
          ],
        }),
        digests(name, 'md5'),
      ),
  },
  {
    what: 'an upload that is stored and refused with 403, listed before its files are there',
    upTo: 'publish',
    bend: (name) =>
      bendAll(
        lateFiles(name, 3),
        lateUpload({
          isUpload,
          isListing: isPage(name),
          nothing: { status: 404 },
          looks: 2,
          answers: [{ status: 403, body: 'not enough permissions to overwrite it' }],
        }),
      ),
  },
];

const requiring = (name: string, range: string): Bend =>
  rewritten(name, (text) => text.replaceAll('<a ', `<a data-requires-python="${range}" `));

export const wrongPypiAnswers: readonly WrongAnswers[] = [
  {
    what: 'another Requires-Python than the wheel has',
    bend: (name) => requiring(name, '&gt;=2.7'),
    check: 'wheel is what the index says',
    reason: /Requires-Python.*>=2\.7/,
  },
  {
    what: 'an MD5 of other bytes',
    bend: (name) =>
      rewritten(name, (text) => text.replaceAll(/href="([^"]+)"/g, `href="$1#md5=${'0'.repeat(32)}"`)),
    check: 'wheel bytes',
    reason: /md5/,
  },
];
