import { createHmac, randomBytes } from 'node:crypto';

/**
 * Page tokens that say after which slug the next page begins, so a page stays right when organizations come
 * and go between two calls. They are signed: only a token that this server made is taken.
 */
export class PageTokens {
  readonly #key = randomBytes(32);

  make(lastSlug: string): string {
    const signature = createHmac('sha256', this.#key).update(lastSlug).digest();
    return Buffer.concat([signature, Buffer.from(lastSlug)]).toString('base64url');
  }

  /** The slug, or undefined for a token made elsewhere. */
  read(token: string): string | undefined {
    const slug = Buffer.from(token, 'base64url').subarray(32).toString();
    return this.make(slug) === token ? slug : undefined;
  }
}
