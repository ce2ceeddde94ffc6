import semver from 'semver';
import { go } from '../src/go/index.ts';
import { BASE, type Fixture, type ForbiddenCase, SNAPSHOT, type UsedSdk } from './fixture.ts';
import { oddGoAnswers, wrongGoAnswers } from './go-answers.ts';

const GO = '1.24';

const goMod = (module: string, ...lines: string[]): string =>
  [`module ${module}`, '', `go ${GO}`, '', ...lines, ''].join('\n');

const COMMON = 'example.com/corp/common';

const source = (...lines: string[]): string => `${lines.join('\n')}\n`;

export const goFixture: Fixture = {
  ecosystem: go,
  manifestFile: 'go.mod',
  name: (word) => `example.com/compliance/${word}`,
  spelled: { release: `v${BASE}`, snapshot: `v${BASE}-dev.${SNAPSHOT}` },
  compareVersions: semver.compare,

  sdk: (name, content) => ({
    'go.mod': goMod(name),
    'version.go': source('package sdk', '', `const Version = "${BASE}" // x-release-please-version`),
    'greeting/greeting.go': source('package greeting', '', `const Greeting = "${content}"`),
    'cmd/greet/main.go': source('package main', '', 'func main() {}'),
    // No program can import it.
    'e2e/e2e_test.go': source('package e2e'),
  }),
  requiring: (name, content, required) => ({
    'go.mod': goMod(name, ...required.map((one) => `require ${one} v${BASE}`)),
    'version.go': source(
      'package sdk',
      '',
      ...required.map((one) => `import _ "${one}"`),
      '',
      `const Version = "${BASE}"`,
      '',
      `const Greeting = "${content}"`,
    ),
  }),
  checks: [
    '@v/list',
    '.info',
    '.mod',
    '.zip',
    '.mod is what the zip holds',
    '@latest',
    'go get',
    'go build of every package',
    'go install of every program',
    'run of every package',
  ],
  optionalChecks: [],
  unusual: [],
  breakages: [
    {
      what: 'a package that does not compile',
      files: () => ({ 'greeting/broken.go': source('package greeting', '', 'const Broken int = "text"') }),
      check: 'go build of every package',
    },
    {
      what: 'a package that imports one that is not packed',
      files: (name) => ({
        'greeting/broken.go': source('package greeting', '', `import _ "${name}/generated"`),
        '.gitignore': 'generated/\n',
        'generated/generated.go': source('package generated'),
      }),
      check: 'go build of every package',
    },
    {
      what: 'a package whose init panics',
      files: () => ({
        'greeting/init.go': source('package greeting', '', 'var names []string', '', 'var First = names[0]'),
      }),
      check: 'run of every package',
    },
    {
      what: 'a program that does not compile',
      files: () => ({ 'cmd/greet/more.go': source('package main', '', 'const Broken int = "text"') }),
      check: 'go install of every program',
    },
    {
      what: 'a requirement that nobody serves',
      files: (name) => ({ 'go.mod': goMod(name, `require ${name}/missing v1.0.0`) }),
      check: 'go build of every package',
    },
  ],

  refusals: [
    {
      what: 'a replace beside a program that users install',
      files: (name) => ({ 'go.mod': goMod(name, 'replace example.com/other => example.com/fork v1.0.0') }),
      file: 'go.mod',
      at: '=>',
    },
    {
      what: 'a requirement that stands in the repository alone',
      files: (name) => ({
        'go.mod': goMod(name, 'require example.com/other v0.0.0', 'replace example.com/other => ../other'),
        'greeting/other.go': source('package greeting', '', 'import _ "example.com/other"'),
      }),
      file: 'go.mod',
      at: 'v0.0.0',
    },
  ],
  registryAlone: { GOSUMDB: 'off' },
  otherRepository: {
    name: COMMON,
    settings: { GONOSUMDB: 'example.com/corp' },
    using: (name) => ({
      'go.mod': goMod(name, `require ${COMMON} v${BASE}`),
      'greeting/greeting.go': source(
        'package greeting',
        '',
        `import "${COMMON}/greeting"`,
        '',
        'const Greeting = greeting.Greeting',
      ),
    }),
  },

  linked: undefined,
  oddAnswers: oddGoAnswers,
  wrongAnswers: wrongGoAnswers,

  range: 'v1.2.0',
  service: ({ name, range, version }) => ({
    'go.mod': goMod('example.com/service', `require ${name} ${range}`),
    'main.go': source(
      'package main',
      '',
      'import (',
      '\t"os"',
      '',
      `\tsdk "${name}"`,
      ')',
      '',
      'func main() {',
      '\tif len(os.Args) < 2 || os.WriteFile(os.Args[1], []byte("v"+sdk.Version), 0o600) != nil {',
      '\t\tos.Exit(3)',
      '\t}',
      '}',
    ),
    'main_test.go': source(
      'package main',
      '',
      'import (',
      '\t"os"',
      '\t"testing"',
      '',
      `\tsdk "${name}"`,
      ')',
      '',
      'func TestVersion(t *testing.T) {',
      `\tif sdk.Version != "${version.slice(1)}" {`,
      '\t\tt.Fatal(sdk.Version)',
      '\t}',
      '\tif _, err := os.Stat(os.Getenv("NETRC")); err == nil {',
      '\t\tt.Fatal("there is a netrc")',
      '\t}',
      '}',
    ),
  }),
  needing: (_, file) => ({
    'needed_test.go': source(
      'package main',
      '',
      'import (',
      '\t"os"',
      '\t"testing"',
      ')',
      '',
      'func TestNeeded(t *testing.T) {',
      `\tif _, err := os.ReadFile("${file}"); err != nil {`,
      '\t\tt.Fatal(err)',
      '\t}',
      '}',
    ),
  }),
  accepted: [
    ['v1.2.0', BASE, true],
    ['v1.2.3', BASE, true],
    ['v1.2.4', BASE, false],
    ['v1.3.0', BASE, false],
    ['v1.2.4-dev.20260101000000', BASE, false],
    ['v0.9.0', BASE, false],
    ['v2.0.0', BASE, false],
    ['v2.0.0+incompatible', '2.1.0', true],
    ['main', BASE, false],
  ],
  forbidden,
};

function forbidden({ name, range }: UsedSdk): ForbiddenCase[] {
  const required = `require ${name} ${range}`;
  const inGoMod = (what: string, ...lines: string[]): ForbiddenCase => ({
    what,
    files: { 'service/go.mod': goMod('example.com/service', required, '', ...lines) },
    file: 'service/go.mod',
    at: '=>',
  });
  const goWork = (what: string, file: string, at: string, ...lines: string[]): ForbiddenCase => ({
    what,
    files: { [file]: source(`go ${GO}`, '', ...lines) },
    file,
    at,
  });
  return [
    inGoMod('a replace by a path', `replace ${name} => ../sdk`),
    inGoMod('a replace of one version by a path', `replace ${name} ${range} => ../sdk // for now`),
    inGoMod('a replace in a block', 'replace (', `\t${name} => ../sdk`, ')'),
    inGoMod('a replace by a quoted path', `replace "${name}" => "../sdk"`),
    inGoMod('a replace of another module by a path', 'replace example.com/other => /elsewhere'),
    inGoMod('a replace of the SDK by another version', `replace ${name} => ${name} v1.0.0`),
    inGoMod('a replace of the SDK by another module', `replace ${name} => example.com/fork v1.0.0`),
    goWork("a go.work in the workspace's root", 'go.work', './service', 'use ./service', 'use ./sdk'),
    goWork('a go.work with a block', 'go.work', './service', 'use (', '\t./sdk', '\t./service', ')'),
    goWork("a go.work in the service's folder", 'service/go.work', 'use .', 'use .', 'use ../sdk'),
    goWork('a go.work that replaces the SDK', 'go.work', '=>', 'use ./other', `replace ${name} => ./sdk`),
  ];
}
