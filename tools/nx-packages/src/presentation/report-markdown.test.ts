import { fromMarkdown } from 'mdast-util-from-markdown';
import { expect, test } from 'vitest';
import { reportDocument } from './report-document.ts';
import { reportMarkdown } from './report-markdown.ts';
import { HOSTILE, sampleReport } from './testing/sample-report.ts';

const document = reportDocument(sampleReport());
const markdown = reportMarkdown(document);

test('every table has its rows, a line each, with as many cells as heads', () => {
  const tables = document.sections.flatMap(({ tables }) => tables).filter(({ rows }) => rows.length > 0);
  const lines = markdown.split('\n').filter((line) => line.startsWith('|'));
  expect(lines).toHaveLength(tables.reduce((sum, { rows }) => sum + rows.length + 2, 0));
  const cells = lines.map((line) => line.replaceAll(/\\./g, '').split('|').length - 2);
  expect(cells).toEqual(tables.flatMap(({ heads, rows }) => Array(rows.length + 2).fill(heads.length)));
});

test('words from outside stay words', () => {
  expect(HOSTILE).toContain('<script>');
  const nodes: string[] = [];
  JSON.stringify(fromMarkdown(markdown), (key, value) => {
    if (key === 'type') nodes.push(value);
    return value;
  });
  expect(nodes).toContain('text');
  for (const active of ['html', 'image', 'strong', 'link']) expect(nodes).not.toContain(active);
});

test('the same report gives the same words, but for its time', () => {
  const later = reportMarkdown(reportDocument(sampleReport(new Date('2026-02-01T00:00:00Z'))));
  expect(reportMarkdown(reportDocument(sampleReport()))).toBe(markdown);
  expect(later).not.toBe(markdown);
  expect(later.replace('2026-02-01 00:00:00', '2026-01-14 03:04:05')).toBe(markdown);
});
