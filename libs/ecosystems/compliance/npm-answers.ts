import type { OddAnswers, WrongAnswers } from './odd-answers.ts';
import { bendAll, bendWhere, lateFile, lateUpload } from './plain/bends.ts';
import type { Bend, PlainAnswer, PlainRequest } from './plain/plain-part.ts';

type Json = Record<string, unknown>;

const isPackument =
  (name: string) =>
  ({ method, path }: PlainRequest): boolean =>
    method === 'GET' && decodeURIComponent(path) === name;

const isUpload = ({ method }: PlainRequest): boolean => method === 'PUT';

/** Changes the packument, the version's entry in it, and the entry's `dist`. */
function changed(name: string, version: string, whole: Json, entry: Json, dist: Json = {}): Bend {
  return bendWhere(isPackument(name), (answer): PlainAnswer | undefined => {
    if (answer?.status !== 200) return answer;
    const packument = JSON.parse(`${answer.body}`);
    const before = packument.versions[version];
    const after = { ...before, ...entry, dist: { ...before?.dist, ...dist } };
    const versions = { ...(whole.versions ?? {}), ...packument.versions, [version]: after };
    return { ...answer, body: JSON.stringify({ ...packument, ...whole, versions }) };
  });
}

const answered = (status: number): Bend => bendWhere(isUpload, () => ({ status }));

export const oddNpmAnswers: readonly OddAnswers[] = [
  {
    what: 'a server that says as little as it may: 204, no digest, no tags, no name',
    upTo: 'consume',
    bend: (name, version) =>
      bendAll(
        answered(204),
        changed(
          name,
          version,
          { name: undefined, 'dist-tags': null },
          {},
          { integrity: undefined, shasum: undefined },
        ),
      ),
  },
  {
    what: 'a server with a past: 202, sha1 alone, old versions that are malformed, tags that lead nowhere',
    upTo: 'consume',
    bend: (name, version) =>
      bendAll(
        answered(202),
        changed(
          name,
          version,
          {
            'dist-tags': { latest: '9.9.9', next: null, dev: version },
            versions: {
              '0.0.1': {},
              '0.0.2': null,
              '0.0.3': { name, version: '0.0.3', dist: { tarball: 'sdk-0.0.3.tgz' } },
              garbage: 'garbage',
            },
          },
          { deprecated: 'use another one', hasInstallScript: false, _npmUser: { name: 'somebody' } },
          { integrity: undefined },
        ),
      ),
  },
  {
    what: 'an upload whose answer is lost and whose retry is refused, served a while later, its tarball later still',
    upTo: 'publish',
    bend: (name) =>
      bendAll(
        lateUpload({
          isUpload,
          isListing: isPackument(name),
          nothing: { status: 404, body: '{}' },
          looks: 2,
          answers: [
            { status: 201, lost: true },
            { status: 403, body: 'You cannot publish over the previously published versions' },
          ],
        }),
        lateFile(({ path }) => path.endsWith('.tgz'), 2),
      ),
  },
];

const CHECK = 'packument holds the manifest of the tarball';

export const wrongNpmAnswers: readonly WrongAnswers[] = [
  {
    what: 'dependencies that the tarball has not',
    bend: (name, version) => changed(name, version, {}, { dependencies: { missing: '1.0.0' } }),
    check: CHECK,
    reason: /dependencies/,
  },
  {
    what: 'none of the engines that the tarball has',
    bend: (name, version) => changed(name, version, {}, { engines: undefined }),
    check: CHECK,
    reason: /engines/,
  },
  {
    what: 'a sha1 of other bytes',
    bend: (name, version) => changed(name, version, {}, {}, { integrity: undefined, shasum: '0'.repeat(40) }),
    check: 'tarball bytes',
    reason: /sha1-/,
  },
];
