import { expect, test } from 'vitest';
import { judgeErrors, NO_MODULE, UNTYPED } from './judge-errors.ts';

const typed = { project: '/home/project', name: '@s/sdk', peers: ['react', '@s/peer'] };
const error = { line: 3, at: "'react'", code: 2304, text: 'it is wrong' };

test.each([
  ['an import of the consumer', '/home/project/consumers/consumer.mts', 'own'],
  ["the package's declarations", '/home/project/node_modules/@s/sdk/dist/index.d.ts', 'own'],
  ["a dependency's", '/home/project/node_modules/dependency/index.d.ts', 'others'],
  ["a nested dependency's", '/home/project/node_modules/@s/sdk/node_modules/a/index.d.ts', 'others'],
  ['a package whose name only begins alike', '/home/project/node_modules/@s/sdk-more/index.d.ts', 'others'],
  ["the compiler's own", undefined, 'others'],
])('an error in %s', (_, file, whose) => {
  const judged = judgeErrors([{ ...error, ...(file === undefined ? {} : { file }) }], typed);
  expect([judged.own.length, judged.others.length]).toEqual(whose === 'own' ? [1, 0] : [0, 1]);
});

test.each([
  ["'react'", 'others'],
  ['"@s/peer/sub"', 'others'],
  ["'react-dom'", 'own'],
])('%s without declarations is a matter of its users where it is a peer', (at, whose) => {
  const file = '/home/project/node_modules/@s/sdk/index.d.ts';
  const judged = judgeErrors([{ ...error, file, at, code: UNTYPED }], typed);
  expect(judged.own).toHaveLength(whose === 'own' ? 1 : 0);
});

test.each([UNTYPED, NO_MODULE])('whether TS%d at a path is an error is for its exports to say', (code) => {
  const file = '/home/project/consumers/consumer.mts';
  expect(judgeErrors([{ ...error, file, code }], typed)).toEqual({ own: [], others: [] });
});

test('an error is told with file and line, and those of one other package together', () => {
  const at = (file: string, line: number) => ({ ...error, file: `/home/project/node_modules/${file}`, line });
  const { own, others } = judgeErrors([at('@s/sdk/i.d.ts', 7), at('a/i.d.ts', 1), at('a/j.d.ts', 2)], typed);
  expect(own).toEqual(['node_modules/@s/sdk/i.d.ts:7 error TS2304: it is wrong']);
  expect(others).toEqual([
    'a has errors in its own declarations: node_modules/a/i.d.ts:1 error TS2304: it is wrong (and 1 more)',
  ]);
});
