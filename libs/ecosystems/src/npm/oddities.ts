import { RELEASE_TAG } from './dist-tag.ts';
import { isRelease } from './spell.ts';
import { type Packument, versionSchema } from './wire.ts';

/** Describes oddities of a packument that npm ignores for an exact version, and shows or fails on without one. */
export function describeOddities({ 'dist-tags': tags = {}, versions = {} }: Packument): string[] {
  const astray = Object.entries(tags).flatMap(([tag, target]) => {
    if (typeof target !== 'string') return [`the tag "${tag}" is ${JSON.stringify(target)}`];
    return versions[target] === undefined ? [`the tag "${tag}" leads to ${target}, which is not listed`] : [];
  });
  const released = Object.keys(versions).some(isRelease);
  const untagged = released && tags[RELEASE_TAG] === undefined ? [`there is no tag "${RELEASE_TAG}"`] : [];
  const malformed = Object.entries(versions).flatMap(([version, entry]) => {
    const { error } = versionSchema.safeParse(entry);
    const field = error?.issues[0]?.path.join('.');
    return error === undefined ? [] : [`${version} can't be installed${field ? ` ("${field}")` : ''}`];
  });
  return [...untagged, ...astray, ...malformed];
}
