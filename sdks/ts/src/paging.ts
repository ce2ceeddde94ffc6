export interface Page<Item> {
  items: Item[];
  nextPageToken: string;
}

/** Items that are fetched a page at a time, as the iteration gets there. */
export class Paged<Item> implements AsyncIterable<Item> {
  readonly #fetchPage: (pageToken: string) => Promise<Page<Item>>;

  constructor(fetchPage: (pageToken: string) => Promise<Page<Item>>) {
    this.#fetchPage = fetchPage;
  }

  /** The same, a page at a time. */
  async *pages(): AsyncGenerator<Item[], void, undefined> {
    let pageToken = '';
    do {
      const { items, nextPageToken } = await this.#fetchPage(pageToken);
      yield items;
      pageToken = nextPageToken;
    } while (pageToken !== '');
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const items of this.pages()) yield* items;
  }
}
