import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decide } from './decide.ts';
import { packedOf } from './testing/memory-registry.ts';

const packed = packedOf({ wheel: 'w', sdist: 's' });
const [wheel, sdist] = packed.artifacts;
const digestOf = { wheel: wheel?.sha256 ?? '', sdist: sdist?.sha256 ?? '' };

test.each([
  ['nothing', {}, { kind: 'upload', missing: [wheel, sdist] }],
  ['one of two files', { sdist: digestOf.sdist }, { kind: 'upload', missing: [wheel] }],
  ['everything', digestOf, { kind: 'identical' }],
  ['other bytes', { wheel: 'x' }, { kind: 'conflict', file: 'wheel', packed: digestOf.wheel, served: 'x' }],
  [
    'other bytes beside equal ones',
    { ...digestOf, sdist: 'x' },
    { kind: 'conflict', file: 'sdist', packed: digestOf.sdist, served: 'x' },
  ],
  [
    'a file that was not packed',
    { ...digestOf, egg: 'x' },
    { kind: 'conflict', file: 'egg', packed: 'none', served: 'x' },
  ],
])('where %s is served', (_, served, decision) => {
  expect(decide(packed, new Map(Object.entries(served)))).toEqual(decision);
});

test('whatever is served: nothing is uploaded over it, and after the upload all is there', () => {
  const digests = fc.constantFrom(digestOf.wheel, digestOf.sdist, 'x');
  const files = fc.dictionary(fc.constantFrom('wheel', 'sdist', 'egg'), digests);
  fc.assert(
    fc.property(files, (served) => {
      const decision = decide(packed, new Map(Object.entries(served)));
      const packedDigests = new Map(Object.entries(digestOf));
      const equal = Object.entries(served).every(([file, digest]) => packedDigests.get(file) === digest);
      expect(decision.kind === 'conflict').toBe(!equal);
      if (decision.kind === 'conflict') return;
      const missing = decision.kind === 'upload' ? decision.missing.map(({ file }) => file) : [];
      expect([...Object.keys(served), ...missing].sort()).toEqual(['sdist', 'wheel']);
    }),
  );
});
