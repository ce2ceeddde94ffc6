import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { zipSync } from 'fflate';
import { beforeAll, expect, it } from 'vitest';
import { runProcess } from '../world/run-process.ts';
import { inScratchFolder } from '../world/scratch-folder.ts';
import { PYTHON } from './uv.ts';

/**
 * The sources of a package `pN`, and which of its `schema.json`, `data/x.json` they read by name, or may do without.
 */
interface Case {
  readonly sources: Readonly<Record<string, string>> | string;
  readonly reads?: readonly string[];
  readonly optional?: readonly string[];
}

const HERE = 'from pathlib import Path\nHERE = Path(__file__).resolve().parent\n';
const schema = { reads: ['schema.json'] };
const data = { reads: ['data/x.json'] };

const CASES: readonly Case[] = [
  {
    sources: 'from importlib.resources import files\nX = (files(__name__) / "schema.json").read_text()',
    ...schema,
  },
  {
    sources: 'import importlib.resources as r\nX = r.files(__package__).joinpath("data", "x.json")',
    ...data,
  },
  {
    sources: 'import importlib.resources\nX = importlib.resources.files(__name__).joinpath("data/x.json")',
    ...data,
  },
  { sources: 'from importlib.resources import files\nX = files("PKG.data") / "x.json"', ...data },
  {
    sources: 'from importlib import resources\nfrom . import data\nX = resources.files(data) / "x.json"',
    ...data,
  },
  { sources: 'from importlib import resources\nX = resources.read_text("PKG", "schema.json")', ...schema },
  {
    sources: 'from importlib.resources import open_text\nfrom . import data\nX = open_text(data, "x.json")',
    ...data,
  },
  {
    sources: 'from importlib import resources\nwith resources.path("PKG", "schema.json") as p: pass',
    ...schema,
  },
  {
    sources:
      'from importlib.resources import as_file, files\nwith as_file(files("PKG")) as p:\n  p / "schema.json"',
    ...schema,
  },
  { sources: `${HERE}def f():\n  with open(HERE / "schema.json") as g: return g.read()`, ...schema },
  { sources: 'import pathlib\nX = pathlib.Path(__file__).parents[0].joinpath("schema.json")', ...schema },
  { sources: 'import pathlib\nX = pathlib.Path(__file__).with_name("schema.json")', ...schema },
  {
    sources:
      'import os\nX = open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "data", "x.json"))',
    ...data,
  },
  { sources: 'import os\nD = os.path.dirname(__file__)\nX = open(os.path.join(D, "data/x.json"))', ...data },
  { sources: 'import os\nD = os.path.dirname(__file__)\nX = open(f"{D}/data/x.json")', ...data },
  { sources: 'import os\nX = open(os.path.dirname(__file__) + "/schema.json")', ...schema },
  { sources: 'import pkgutil\nX = pkgutil.get_data(__name__, "data/x.json")', ...data },
  { sources: 'import pkg_resources\nX = pkg_resources.resource_filename("PKG", "schema.json")', ...schema },
  { sources: `${HERE}NAME = "schema.json"\nX = (HERE / NAME).read_text()`, ...schema },
  { sources: `${HERE}def load(name): return (HERE / name).read_text()\nX = load("schema.json")`, ...schema },
  {
    sources: `${HERE}for name in ("schema.json", "data/x.json"):\n  (HERE / name).read_text()`,
    reads: ['data/x.json', 'schema.json'],
  },
  {
    sources:
      'from pathlib import Path\nclass C:\n  base = Path(__file__).parent\n  def f(self): return (self.base / "schema.json").open()',
    ...schema,
  },
  {
    sources:
      'from pathlib import Path\ndef root(): return Path(__file__).parent\nX = (root() / "data" / "x.json").open()',
    ...data,
  },
  {
    sources:
      'from jinja2 import PackageLoader\nE = Environment(loader=PackageLoader("PKG", "data"))\nE.get_template("x.json")',
    ...data,
  },
  {
    sources: {
      '__init__.py': '',
      'paths.py':
        'from pathlib import Path\nDATA = Path(__file__).parent / "data"\ndef root(): return DATA.parent\n',
      'deep/reader.py':
        'from ..paths import DATA, root\nX = (DATA / "x.json").read_text()\nY = root() / "schema.json"\n',
    },
    reads: ['data/x.json', 'schema.json'],
  },
  {
    sources: {
      '__init__.py': '',
      'paths.py': 'from pathlib import Path\nDATA = Path(__file__).parent / "data"\n',
      'reader.py': 'from . import paths\nX = (paths.DATA / "x.json").read_text()\n',
    },
    ...data,
  },
  {
    sources:
      'import os\nD = os.path.dirname(__file__)\ndef f(name="x.json"):\n  return open(os.path.join(D, "data", name))',
    ...data,
  },
  {
    sources:
      'import os\nD = os.path.dirname(__file__)\ndef f(name):\n  return open(os.path.join(D, "data", name))\nf("x.json")',
    ...data,
  },
  {
    sources:
      'import os\nD = os.path.dirname(__file__)\ndef f(*, name):\n  return open(f"{D}/data/{name}")\nf(name="x.json")',
    ...data,
  },
  // Files outside of the package; see below.
  { sources: 'from pathlib import Path\nX = Path(__file__).parent.parent / "VERSION"' },
  { sources: 'from pathlib import Path\nX = Path(__file__).resolve().parents[2].joinpath("pyproject.toml")' },
  { sources: `${HERE}def f(name): return HERE / name\nf("VERSION")` },
  // Files that the code can do without.
  {
    sources: `${HERE}p = HERE / "schema.json"\nif p.exists(): print(p.read_text())`,
    optional: ['schema.json'],
  },
  {
    sources:
      'import os\np = os.path.join(os.path.dirname(__file__), "schema.json")\nif os.path.isfile(p): open(p)',
    optional: ['schema.json'],
  },
  {
    sources: `${HERE}try:\n  t = (HERE / "schema.json").read_text()\nexcept OSError: t = ""`,
    optional: ['schema.json'],
  },
  // Paths elsewhere, and values that are no files.
  {
    sources:
      'from pathlib import Path\ndef own():\n  path = Path(__file__)\n  return path.suffix\ndef of(path): return (path / "schema.json").read_text()',
  },
  { sources: 'def f():\n  with open("schema.json") as g: return g.read()' },
  { sources: 'from pathlib import Path\ndef f(): return Path("schema.json").read_text()' },
  { sources: 'from pathlib import Path\ndef f(folder): return (Path(folder) / "schema.json").read_text()' },
  { sources: '"""schema.json"""\nX = "writes schema.json"' },
  { sources: 'DEFAULT = "schema.json"\ndef f(name=DEFAULT): return open(name)' },
  { sources: `${HERE}load(HERE)\nparser.add_argument("--schema", default="schema.json")` },
  { sources: `${HERE}X = HERE / "another.json"` },
  { sources: 'not python' },
];

let found: Readonly<
  Record<string, { readonly file: string; readonly line: number; readonly optional: boolean }>
>;

beforeAll(() =>
  inScratchFolder('reads-test', async (folder) => {
    const sources = CASES.flatMap(({ sources }, index) => {
      const files = typeof sources === 'string' ? { '__init__.py': sources, 'mod.py': '' } : sources;
      return Object.entries(files).map(([file, text]): [string, Uint8Array] => [
        `p${index}/${file}`,
        Buffer.from(text.replaceAll('PKG', `p${index}`)),
      ]);
    });
    const wanted = CASES.flatMap((_, index) => [`p${index}/schema.json`, `p${index}/data/x.json`]);
    const [wheel, list, answer] = ['a.whl', 'wanted.json', 'answer.json'].map((name) =>
      path.join(folder, name),
    );
    if (wheel === undefined || list === undefined || answer === undefined) throw new Error('unreachable');
    await writeFile(wheel, zipSync(Object.fromEntries(sources)));
    await writeFile(list, JSON.stringify({ lost: wanted, outside: ['VERSION', '../pyproject.toml'] }));
    await runProcess({
      command: PYTHON,
      args: ['-I', path.join(import.meta.dirname, 'find_named_reads.py'), wheel, list, answer],
      cwd: folder,
      env: { PATH: process.env.PATH ?? '' },
      log: () => undefined,
      timeout: 30_000,
    });
    found = JSON.parse(await readFile(answer, 'utf8'));
  }),
);

it.each(CASES.map((one, index) => ({ ...one, index })))(
  '$sources reads $reads and may read $optional',
  ({ reads = [], optional = [], index }) => {
    const own = Object.entries(found).filter(([file]) => file.startsWith(`p${index}/`));
    const named = (wanted: boolean): string[] =>
      own.filter(([, read]) => read.optional === wanted).map(([file]) => file.slice(file.indexOf('/') + 1));
    expect(named(false)).toEqual(reads);
    expect(named(true)).toEqual(optional);
  },
);

it('names the place', () => {
  expect(found['p0/schema.json']).toMatchObject({ file: 'p0/__init__.py', line: 2 });
});

it('finds what lies outside of all packages by its whole path alone', () => {
  const outside = Object.entries(found).filter(([file]) => !/^p\d/.test(file));
  expect(outside.map(([file, { optional }]) => [file, optional])).toEqual([
    ['../pyproject.toml', false],
    ['VERSION', false],
  ]);
});
