import type { OddAnswers, WrongAnswers } from './odd-answers.ts';
import { bendAll, bendWhere, lateFile, lateUpload } from './plain/bends.ts';
import type { Bend, PlainAnswer, PlainRequest } from './plain/plain-part.ts';

const isUpload = ({ method }: PlainRequest): boolean => method === 'PUT';

const ends =
  (end: string) =>
  ({ method, path }: PlainRequest): boolean =>
    method === 'GET' && path.endsWith(end);

const text = (body: string): PlainAnswer => ({
  status: 200,
  headers: { 'content-type': 'text/plain' },
  body,
});

/** Adds versions to the list, and sets the answer of `@latest`. */
function withHistory(name: string, versions: readonly string[], latest: string): Bend {
  const retracting = `module ${name}\n\nretract (\n\tv1.9.0 // broken\n\t[v1.8.0, v1.8.9]\n)\n`;
  return bendAll(
    bendWhere(ends('/@v/list'), (list) =>
      list?.status === 200 ? text(`${list.body}\n${versions.join('\n')}\n`) : list,
    ),
    bendWhere(ends('/@v/v1.9.0.info'), () => text('{"Version": "v1.9.0"}')),
    bendWhere(ends('/@v/v1.9.0.mod'), () => text(retracting)),
    bendWhere(ends('/@latest'), () => text(JSON.stringify({ Version: latest }))),
  );
}

export const oddGoAnswers: readonly OddAnswers[] = [
  {
    what: 'retracted and incompatible versions, and a PUT that answers 400 for what is there',
    upTo: 'smoke',
    bend: (name, version) =>
      bendAll(
        withHistory(name, ['v1.8.1', 'v1.9.0', 'v2.0.0+incompatible'], version),
        lateUpload({
          isUpload,
          isListing: ends('/@v/list'),
          nothing: { status: 404 },
          looks: 2,
          answers: [
            { status: 201, lost: true },
            { status: 400, body: 'this version exists' },
          ],
        }),
        lateFile(ends('.zip'), 2),
      ),
  },
];

export const wrongGoAnswers: readonly WrongAnswers[] = [
  {
    what: 'a .mod that is not what the zip holds',
    bend: () =>
      bendWhere(ends('.mod'), (mod) =>
        mod === undefined ? mod : text(`${mod.body}\nrequire example.com/other v1.0.0\n`),
      ),
    check: '.mod is what the zip holds',
    reason: /go\.mod/,
  },
  {
    what: 'the information of another version',
    bend: () => bendWhere(ends('.info'), () => text('{"Version": "v0.0.1"}')),
    check: '.info',
    reason: /v0\.0\.1/,
  },
];
