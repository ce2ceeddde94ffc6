import { expect, test } from 'vitest';
import type { Table } from './document.ts';
import { reportDocument } from './report-document.ts';
import { sampleReport } from './testing/sample-report.ts';

const document = reportDocument(sampleReport());

/** The words of the one table whose caption begins so. */
function words(caption: string): string[][] {
  const [found, second] = document.sections
    .flatMap(({ tables }) => tables)
    .filter((table: Table) => table.caption.startsWith(caption));
  expect(second).toBeUndefined();
  return found?.rows.map((row) => row.map(({ text }) => text)) ?? [];
}

test('the summary names what is down, and counts', () => {
  expect(document.summary).toEqual([
    {
      text: 'The registry http://127.0.0.1:3000 could not be asked for example.com/sample/sdk-go.',
      tone: 'bad',
    },
    { text: '1 of 3 packages are served as this checkout packs them.', tone: 'bad' },
    { text: '1 of 4 uses by services are up to date.', tone: 'bad' },
  ]);
});

test('every version stands in the table, newest first, with its time and who says so', () => {
  const rows = words('Versions of @sample');
  expect(rows).toHaveLength(14);
  expect([rows[0], rows[10], rows[13]]).toEqual([
    [
      '1.2.3-dev.20260112030405',
      'snapshot',
      '2026-01-12 03:04:05 UTC',
      'the snapshot number',
      'packed now, in the version JSON',
    ],
    ['1.2.3', 'release', '2026-01-02 18:04:05 UTC', 'the registry', 'latest'],
    ['2.0.0-rc.1', 'other', 'unknown', '–', '–'],
  ]);
});

test('the timeline holds what has a time, oldest first', () => {
  const marks = document.sections.map(({ timeline }) => timeline);
  expect(marks.map(({ length }) => length)).toEqual([0, 13, 0, 0, 0]);
  expect(marks[1]?.[2]).toEqual({
    version: '1.2.3',
    time: '2026-01-02T18:04:05.000Z',
    release: true,
    current: false,
  });
  expect(marks[1]?.at(-1)).toMatchObject({ version: '1.2.3-dev.20260112030405', current: true });
});

test('every check of a smoke stands with its milliseconds', () => {
  expect(words('Smoke of @sample').slice(0, 2)).toEqual([
    ['packument lists the version', '12'],
    ['npm install', '350'],
  ]);
});

test('every service says what it uses, which version it was consumed with, and whether that is up to date', () => {
  const rows = words('Which service uses what');
  expect(rows.map(([service, sdk, , version, state]) => [service, sdk, version, state])).toEqual([
    ['web', '@sample/sdk-of-a-rather-long-name', '1.2.3-dev.20260112030405', 'up to date'],
    [
      'audit',
      'example.com/sample/sdk-go',
      'v1.2.3-dev.20260111030405',
      'as this checkout packs; the registry could not be asked',
    ],
    ['old', 'sample-sdk', '1.2.3', 'not up to date: this checkout packs 1.2.3.dev20260113030405'],
    ['new', 'sample-sdk', '–', 'never consumed'],
    ['alone', 'none of this workspace', '–', '–'],
  ]);
});

test('warnings of the smoke and what it could not run stand in a table', () => {
  expect(words('What the smoke of @sample')).toEqual([
    ['types', 'warning', 'another package declares a type twice'],
    ['./worker', 'not run here', 'it needs a worker'],
  ]);
});

test('where something is missing, the page names the target that makes it', () => {
  const none = document.sections.flatMap(({ tables }) =>
    tables.filter(({ rows }) => rows.length === 0).map((table) => table.none),
  );
  expect(none).toEqual([
    'example.com/sample/sdk-go was not smoked here. Run "nx run sdk-go:smoke".',
    'example.com/sample/sdk-go does not stand in the version JSON. Run "nx run sdk-go:versions".',
    'sample-sdk was not smoked here. Run "nx run sdk-pypi:smoke".',
  ]);
});
