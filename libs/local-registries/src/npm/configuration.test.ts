import { expect, test } from 'vitest';
import { makeVerdaccioConfiguration } from './configuration.ts';

test('own names have no upstream, a scope has its own, the rest has the common one', () => {
  const configuration = makeVerdaccioConfiguration('storage', ['@acme/sdk'], {
    registry: { url: 'http://one.test/' },
    scopes: { '@acme': { url: 'http://two.test/', authorization: { type: 'bearer', token: 'token' } } },
    certificateAuthorities: [],
    strictSsl: true,
  });
  expect(configuration).toMatchObject({
    uplinks: {
      upstream: { url: 'http://one.test/' },
      '@acme': { url: 'http://two.test/', auth: { type: 'bearer', token: 'token' } },
    },
  });
  const { packages } = configuration;
  // The first match counts, so the order matters.
  expect(Object.entries(packages).map(([name, { proxy }]) => [name, proxy])).toEqual([
    ['@acme/sdk', undefined],
    ['@acme/*', '@acme'],
    ['**', 'upstream'],
  ]);
  expect(packages['@acme/sdk']).toEqual({ access: '$all', publish: 'publisher', unpublish: '$nobody' });
  expect(packages['**']).toMatchObject({ publish: '$nobody', unpublish: '$nobody' });
});
