import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, test } from 'vitest';
import { reportDocument } from '../../tools/nx-packages/src/presentation/report-document.ts';
import { reportHtml } from '../../tools/nx-packages/src/presentation/report-html.ts';
import { sampleReport } from '../../tools/nx-packages/src/presentation/testing/sample-report.ts';
import { accessibilityTree } from './accessibility-tree.ts';
import { chromiumProgram } from './chromium.ts';

const document = reportDocument(sampleReport());
const DESKTOP = 1280;
const PHONE = 360;

let launched: Promise<Browser> | undefined;
afterAll(async () => (await launched?.catch(() => undefined))?.close());

/** One browser for all tests. It is not started in a hook, so that each test fails by its name where there is none. */
function browser(): Promise<Browser> {
  launched ??= chromiumProgram().then((executablePath) => chromium.launch({ executablePath }));
  return launched;
}

interface Shown extends AsyncDisposable {
  readonly page: Page;
  /** The requests of the page beside itself, and the browser's complaints. */
  readonly noise: readonly string[];
}

/** Opens the report as a file, as a person does. */
async function show(width: number, colorScheme: 'light' | 'dark' = 'light'): Promise<Shown> {
  const context = await (await browser()).newContext({ viewport: { width, height: 800 }, colorScheme });
  const folder = await mkdtempDisposable(path.join(tmpdir(), 'nx-packages-report-'));
  const file = path.join(folder.path, 'report.html');
  await writeFile(file, await reportHtml(document));
  const page = await context.newPage();
  const noise: string[] = [];
  const url = pathToFileURL(file).href;
  page.on('request', (request) => request.url() !== url && noise.push(`request of ${request.url()}`));
  page.on('console', (message) => noise.push(message.text()));
  page.on('pageerror', (error) => noise.push(String(error)));
  await page.goto(url);
  return {
    page,
    noise,
    async [Symbol.asyncDispose]() {
      await context.close();
      await folder.remove();
    },
  };
}

/** Opens every folded part, so that the browser lays out the whole page. */
async function unfold(page: Page): Promise<void> {
  await page.evaluate('for (const folded of document.querySelectorAll("details")) folded.open = true');
}

// The first test may have to install the browser.
test('the page requests nothing, the browser complains of nothing, and no word of a package runs', async () => {
  await using shown = await show(DESKTOP);
  await unfold(shown.page);
  expect(await shown.page.title()).toBe(document.title);
  expect(await shown.page.evaluate('typeof harmed')).toBe('undefined');
  expect(shown.noise).toEqual([]);
});

test.each([DESKTOP, PHONE])(
  'at %i pixels a screen reader is given every heading, landmark and table',
  async (width) => {
    await using shown = await show(width);
    await unfold(shown.page);
    const all = await accessibilityTree(shown.page, [
      'heading',
      'banner',
      'navigation',
      'main',
      'region',
      'image',
    ]);
    const images = document.sections.filter(({ timeline }) => timeline.length > 0);
    expect(all).toEqual([
      node('banner', '', [node('heading', document.title)]),
      node('navigation', 'Sections'),
      node(
        'main',
        '',
        document.sections.map((section) =>
          node('region', section.heading, [
            node('heading', section.heading),
            ...(images.includes(section) ? [node('image', `Versions of ${section.heading} over time`)] : []),
          ]),
        ),
      ),
    ]);

    const tables = document.sections.flatMap(({ tables: own }) => own).filter(({ rows }) => rows.length > 0);
    const roles = ['table', 'row', 'columnheader', 'rowheader', 'cell'];
    expect(await accessibilityTree(shown.page, roles)).toEqual(
      tables.map(({ caption, heads, rows }) =>
        node('table', caption, [
          node(
            'row',
            expect.any(String),
            heads.map((head) => node('columnheader', head)),
          ),
          ...rows.map((row) =>
            node(
              'row',
              expect.any(String),
              row.map(({ text }, index) => node(index === 0 ? 'rowheader' : 'cell', words(text))),
            ),
          ),
        ]),
      ),
    );
  },
);

test.each([
  [DESKTOP, 'light', 'rgb(255, 255, 255)'],
  [DESKTOP, 'dark', 'rgb(14, 18, 23)'],
  [PHONE, 'light', 'rgb(255, 255, 255)'],
  [PHONE, 'dark', 'rgb(14, 18, 23)'],
] as const)('at %i pixels in the %s scheme axe finds no fault', async (width, scheme, ground) => {
  await using shown = await show(width, scheme);
  const { page } = shown;
  await unfold(page);
  expect(await page.evaluate('getComputedStyle(document.body).backgroundColor')).toBe(ground);
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate<axe.AxeResults>(
    `axe.run({ resultTypes: ['violations'] })`,
  );
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
  expect(passes.map(({ id }) => id)).toEqual(expect.arrayContaining(['color-contrast', 'region', 'list']));
});

test('the keyboard reaches every control in reading order, and the focus is visible', async () => {
  await using shown = await show(PHONE);
  const { page } = shown;
  const usable = await page.locator('a[href], summary').allTextContents();
  expect(usable).toHaveLength(1 + document.sections.length + 2);
  const reached: string[] = [];
  for (const _ of usable) {
    await page.keyboard.press('Tab');
    reached.push(await page.locator(':focus').textContent().then(String));
    expect(await page.evaluate('getComputedStyle(document.activeElement).outline')).toMatch(/ solid 3px$/);
    const box = await page.locator(':focus').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect(box?.height).toBeGreaterThanOrEqual(24);
  }
  expect(reached).toEqual(usable);

  await page.keyboard.press('Enter');
  expect(await page.locator('details[open]').count()).toBe(1);
  await page.reload();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  expect(await page.locator(':focus').getAttribute('id')).toBe('content');
});

test.each([320, PHONE, 700, DESKTOP])('at %i pixels nothing is wider than the page', async (width) => {
  await using shown = await show(width);
  await unfold(shown.page);
  expect(await shown.page.evaluate('document.documentElement.scrollWidth')).toBe(width);
});

function node(role: string, name: unknown, children: readonly unknown[] = []): object {
  return { role, name, children };
}

/** In the form in which the page shows them. */
function words(text: string): string {
  return text.replaceAll(/\s+/g, ' ');
}
