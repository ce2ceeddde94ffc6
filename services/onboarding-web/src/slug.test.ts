import assert from 'node:assert/strict';
import { test } from 'node:test';
import { slugsFor } from './slug.ts';

for (const [name, slug] of [
  ['Acme', 'acme'],
  ['  Café & Söhne GmbH. ', 'cafe-sohne-gmbh'],
  ['AB', 'org-ab'],
  ['日本', 'org-new'],
  ['a'.repeat(100), 'a'.repeat(40)],
] as const) {
  test(`the slug of ${name} is ${slug}`, () => assert.equal(slugsFor(name)[0], slug));
}

test('every further slug is another one and no longer than allowed', () => {
  const slugs = slugsFor('a'.repeat(100));
  assert.equal(new Set(slugs).size, slugs.length);
  for (const slug of slugs) assert.match(slug, /^[a-z0-9-]{3,40}$/);
});
