import { Parser } from 'htmlparser2';
import { expect, test } from 'vitest';
import { reportDocument } from './report-document.ts';
import { reportHtml } from './report-html.ts';
import { sampleReport } from './testing/sample-report.ts';

const page = (time?: Date) => reportHtml(reportDocument(sampleReport(time)));

test('the page names no other file and runs nothing, whatever its words say', async () => {
  const tags = new Set<string>();
  const attributes = new Map<string, Set<string>>();
  const parser = new Parser({
    onopentag(tag, all) {
      tags.add(tag);
      for (const [name, value] of Object.entries(all))
        attributes.set(name, (attributes.get(name) ?? new Set()).add(value));
    },
  });
  parser.end(await page());
  for (const tag of ['script', 'img', 'iframe', 'object', 'base', 'form']) expect(tags).not.toContain(tag);
  expect([...attributes.keys()].filter((name) => /^(on|src|style)/.test(name))).toEqual([]);
  expect([...(attributes.get('href') ?? [])].filter((to) => !to.startsWith('#'))).toEqual(['data:,']);
});

test('the same report gives the same bytes, but for its time', async () => {
  expect(await page()).toBe(await page());
  const later = await page(new Date('2026-02-01T00:00:00Z'));
  expect(later).not.toBe(await page());
  expect(
    later
      .replace('2026-02-01 00:00:00', '2026-01-14 03:04:05')
      .replace('2026-02-01T00:00:00.000Z', '2026-01-14T03:04:05.000Z'),
  ).toBe(await page());
});
