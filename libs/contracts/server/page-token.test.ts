import { expect, test } from 'vitest';
import { PageTokens } from './page-token.ts';

const tokens = new PageTokens();

test('reads the tokens it made', () => expect(tokens.read(tokens.make('acme'))).toBe('acme'));

test.each([
  ['another server', new PageTokens().make('acme')],
  ['nobody', 'acme'],
  ['someone who changed the slug', `${tokens.make('acme').slice(0, -2)}xx`],
  ['someone who appended to it', `${tokens.make('acme')}!`],
])('refuses a token made by %s', (_, token) => expect(tokens.read(token)).toBeUndefined());
