import { expect, test } from 'vitest';
import { runPackages } from './run-packages.ts';
import { MODULE, usedModule } from './testing/used-module.ts';

const withInit = (name: string, imports: readonly string[], ...lines: string[]): string =>
  [
    `package ${name}`,
    '',
    ...imports.map((one) => `import "${one}"`),
    '',
    'func init() {',
    ...lines,
    '}',
    '',
  ].join('\n');

const GOOD = {
  'quiet/a.go': 'package quiet\n',
  'loud/a.go': withInit('loud', ['fmt'], '\tfmt.Print("no line end")'),
  // Two packages that define the same flag panic in one program.
  'flags/one/a.go': withInit('one', ['flag'], '\tflag.Bool("verbose", false, "")'),
  'flags/two/a.go': withInit('two', ['flag'], '\tflag.Bool("verbose", false, "")'),
  'home/a.go': withInit(
    'home',
    ['os'],
    '\tif _, err := os.UserHomeDir(); err != nil {',
    '\t\tpanic(err)',
    '\t}',
  ),
  'waits/a.go': withInit('waits', ['time'], '\tgo time.Sleep(time.Hour)'),
};

const BAD: readonly (readonly [what: string, source: string, why: RegExp])[] = [
  [
    'panics',
    withInit('bad', ['os'], '\tif os.Getenv("REGION") == "" {', '\t\tpanic("no region")', '\t}'),
    /panic: no region/,
  ],
  [
    'panics in a variable',
    'package bad\n\nvar table = []int{}\n\nvar First = table[0]\n',
    /index out of range/,
  ],
  ['ends with 1', withInit('bad', ['log'], '\tlog.Fatal("no config")'), /no config/],
  [
    'ends with 0',
    withInit('bad', ['os'], '\tos.Exit(0)'),
    /ends before its main function, with exit code 0\.$/m,
  ],
  ['sleeps', withInit('bad', ['time'], '\ttime.Sleep(time.Hour)'), /took more than 2 s/],
  ['waits for nobody', withInit('bad', [], '\tselect {}'), /deadlock/],
];

const ENVIRONMENT = { PATH: process.env.PATH ?? '', HOME: '/nowhere' };

test('packages whose programs reach their main function pass, though some could not stand in one program', async () => {
  await using module = await usedModule(GOOD);
  const importPaths = Object.keys(GOOD).map((file) => `${MODULE}/${file.replace('/a.go', '')}`);
  await runPackages(module.go, module.folder, importPaths, ENVIRONMENT);
});

test.each(BAD)('a package that %s where it is imported is refused by name', async (_, source, why) => {
  await using module = await usedModule({ 'bad/bad.go': source, ...GOOD });
  const running = runPackages(
    module.go,
    module.folder,
    [`${MODULE}/quiet`, `${MODULE}/bad`],
    ENVIRONMENT,
    2000,
  );
  await expect(running).rejects.toThrow(/^a program that imports example\.com\/sdk\/bad /);
  await expect(running).rejects.toThrow(why);
});
