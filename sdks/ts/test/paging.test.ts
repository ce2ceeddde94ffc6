import { expect, test, vi } from 'vitest';
import { Paged } from '../src/paging.ts';

const pages: Record<string, { items: number[]; nextPageToken: string }> = {
  '': { items: [1, 2], nextPageToken: 'second' },
  second: { items: [], nextPageToken: 'third' },
  third: { items: [3], nextPageToken: '' },
};

function numbers() {
  const fetchPage = vi.fn(async (pageToken: string) => pages[pageToken] ?? expect.unreachable(pageToken));
  return { fetchPage, paged: new Paged(fetchPage) };
}

test('iterates over the items of all pages, each time anew', async () => {
  const { paged } = numbers();
  expect(await Array.fromAsync(paged)).toEqual([1, 2, 3]);
  expect(await Array.fromAsync(paged)).toEqual([1, 2, 3]);
});

test('iterates over the pages', async () => {
  expect(await Array.fromAsync(numbers().paged.pages())).toEqual([[1, 2], [], [3]]);
});

test('fetches no page before it is needed', async () => {
  const { fetchPage, paged } = numbers();
  expect(fetchPage).not.toHaveBeenCalled();
  for await (const number of paged) if (number === 2) break;
  expect(fetchPage).toHaveBeenCalledOnce();
});
