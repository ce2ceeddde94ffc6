import { expect, test } from 'vitest';
import { assertUsable } from './assert-usable.ts';
import { parseGoMod } from './parse-go-mod.ts';

const NO_VERSION = 'v0.0.0-00010101000000-000000000000';

interface Case {
  readonly lines: readonly string[];
  readonly programs?: readonly string[];
  readonly imports?: readonly string[];
}

/** Collects the messages of the refusal, and the warnings. */
function faults({ lines, programs = [], imports = [] }: Case): { refused: string[]; warned: string[] } {
  const warned: string[] = [];
  const goMod = parseGoMod(['module example.com/sdk', ...lines].join('\n'));
  const contents = { programs: [...programs], imports: [...imports] };
  try {
    assertUsable('sdk/go.mod', goMod, contents, (message) => warned.push(message));
  } catch (error) {
    expect(error).toMatchObject({ code: 'SDK_NOT_PACKABLE' });
    return { refused: error instanceof Error ? error.message.split('\n') : [], warned };
  }
  return { refused: [], warned };
}

const COMMAND = { programs: ['cmd/acme'] };

test.each<[string, Case, string[]]>([
  [
    'a replace beside a program',
    { lines: ['require example.com/a v1.0.0', 'replace example.com/a => example.com/a v1.1.0'], ...COMMAND },
    ['sdk/go.mod:3 replaces example.com/a, so "go install example.com/sdk/cmd/acme@version" fails'],
  ],
  [
    'a replace of nothing that is required, beside a program in the root',
    { lines: ['replace example.com/x => ../x'], programs: ['.'] },
    ['sdk/go.mod:2 replaces example.com/x, so "go install example.com/sdk@version" fails'],
  ],
  [
    'an exclude in a block',
    { lines: ['exclude (', '\texample.com/a v1.0.1', '\texample.com/b v1.0.0', ')'], ...COMMAND },
    ['sdk/go.mod:3 excludes example.com/a, ', 'sdk/go.mod:4 excludes example.com/b, '],
  ],
  [
    'a required module that stands beside it alone',
    {
      lines: ['require example.com/a v0.0.0', 'replace example.com/a => ../a'],
      imports: ['fmt', 'example.com/a/deep'],
    },
    ['sdk/go.mod:2 requires example.com/a v0.0.0, which only the replace in line 3 makes available'],
  ],
  [
    "go's own version of a module that has none",
    {
      lines: [`require example.com/a ${NO_VERSION}`, 'replace example.com/a => example.com/fork v1.0.0'],
      imports: ['example.com/a'],
    },
    [`sdk/go.mod:2 requires example.com/a ${NO_VERSION}, which only the replace in line 3 makes`],
  ],
  [
    'a replace of the one version',
    {
      lines: ['replace example.com/a v0.0.0 => ./a', 'require (', '\texample.com/a v0.0.0', ')'],
      imports: ['example.com/a'],
    },
    ['sdk/go.mod:4 requires example.com/a v0.0.0, which only the replace in line 2 makes available'],
  ],
])('%s is refused, with its line', (_, given, messages) => {
  const { refused, warned } = faults(given);
  expect(refused).toEqual(messages.map((beginning) => expect.stringContaining(beginning)));
  expect(warned).toEqual([]);
});

test.each<[string, Case]>([
  [
    'a replace in a library',
    { lines: ['require example.com/a v1.0.0', 'replace example.com/a => ../a'], imports: ['example.com/a'] },
  ],
  ['an exclude in a library', { lines: ['exclude example.com/a v1.0.1'] }],
  ['a program without such lines', { lines: ['retract v1.0.0', 'tool example.com/a/cmd'], ...COMMAND }],
  [
    'a version that another one of which is replaced',
    {
      lines: ['require example.com/a v0.0.0', 'replace example.com/a v1.0.0 => ../a'],
      imports: ['example.com/a'],
    },
  ],
  [
    'a real version v0.0.0 of which a fork is used here',
    {
      lines: ['require example.com/a v0.0.0', 'replace example.com/a => example.com/fork v0.1.0'],
      imports: ['example.com/a'],
    },
  ],
])('%s is fine', (_, given) => {
  expect(faults(given)).toEqual({ refused: [], warned: [] });
});

test.each([[[]], [['example.com/ab', 'fmt']], [['example.com/a/sub/deep']]])(
  'what only tests need is warned of: users build without it, where packages import %j',
  (imports) => {
    const lines = [
      'require example.com/a v0.0.0',
      'require example.com/a/sub v1.0.0',
      'replace example.com/a => ../a',
    ];
    expect(faults({ lines, imports })).toEqual({
      refused: [],
      warned: [expect.stringMatching(/^sdk\/go\.mod:2 requires example\.com\/a v0\.0\.0, .*go list -m all/)],
    });
  },
);
