import type { BlockContent, Paragraph, PhrasingContent } from 'mdast';
import { gfmTableToMarkdown } from 'mdast-util-gfm-table';
import { toMarkdown } from 'mdast-util-to-markdown';
import { type Cell, type ReportDocument, type Section, SIGNS, type Table } from './document.ts';

/** The report as GitHub's Markdown, which a CI job shows of its run: the same words in the same order. */
export function reportMarkdown({ title, time, summary, sections }: ReportDocument): string {
  const children = [
    heading(1, title),
    paragraph(text('As of '), ...phrasing(time)),
    list(summary.map(phrasing)),
    ...sections.flatMap(section),
  ];
  return toMarkdown({ type: 'root', children }, { bullet: '-', extensions: [gfmTableToMarkdown()] });
}

function section({ heading: title, facts, tables }: Section): BlockContent[] {
  const told = facts.map(([term, ...cells]) => [
    text(`${term}: `),
    ...cells.flatMap((one, index) => [...(index === 0 ? [] : [text(', ')]), ...phrasing(one)]),
  ]);
  return [heading(2, title), ...(told.length === 0 ? [] : [list(told)]), ...tables.flatMap(table)];
}

function table({ caption, heads, rows, none }: Table): BlockContent[] {
  if (rows.length === 0) return [paragraph(text(none))];
  const cells = [heads.map((head) => [text(head)]), ...rows.map((row) => row.map(phrasing))];
  const children = cells.map((row) => ({
    type: 'tableRow' as const,
    children: row.map((words) => ({ type: 'tableCell' as const, children: words })),
  }));
  return [paragraph(text(caption)), { type: 'table', children }];
}

function phrasing({ text: words, tone, code }: Cell): PhrasingContent[] {
  if (code) return [{ type: 'inlineCode', value: oneLine(words) }];
  return [text(tone === undefined ? words : `${SIGNS[tone]} ${words}`)];
}

function text(words: string): PhrasingContent {
  return { type: 'text', value: oneLine(words) };
}

/** A table's row is one line. */
function oneLine(words: string): string {
  return words.replaceAll(/\s+/g, ' ');
}

function heading(depth: 1 | 2, title: string): BlockContent {
  return { type: 'heading', depth, children: [text(title)] };
}

function paragraph(...children: PhrasingContent[]): Paragraph {
  return { type: 'paragraph', children };
}

function list(items: readonly PhrasingContent[][]): BlockContent {
  const children = items.map((words) => ({
    type: 'listItem' as const,
    spread: false,
    children: [paragraph(...words)],
  }));
  return { type: 'list', spread: false, children };
}
