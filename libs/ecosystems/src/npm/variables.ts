import type { RegistryVariable } from '../environment.ts';

export const ADDRESS = 'PACKAGES_NPM_URL';
export const TOKEN = 'PACKAGES_NPM_TOKEN';
export const READ_TOKEN = 'PACKAGES_NPM_READ_TOKEN';
export const INTERNAL = 'PACKAGES_NPM_INTERNAL';

/** The variables to check if the registry refuses a reader. */
export const READING = `${ADDRESS} and ${READ_TOKEN}`;

/** Names of our own, so that a developer's npm settings can never send an internal SDK to a public registry. */
export const variables: readonly RegistryVariable[] = [
  {
    name: ADDRESS,
    purpose:
      'the npm registry\'s address, where "publish" uploads npm packages and "smoke" and "consume" get them',
    neededFor: 'address',
    holds: 'url',
  },
  {
    name: TOKEN,
    purpose: 'the token with which "publish" uploads npm packages',
    neededFor: 'upload',
    holds: 'token',
  },
  {
    name: READ_TOKEN,
    purpose: 'the token with which npm packages are read',
    neededFor: 'read',
    holds: 'token',
  },
  {
    name: 'PACKAGES_NPM_UPSTREAM_URL',
    purpose: "the npm registry that third parties' packages come from",
    neededFor: 'upstream',
    holds: 'url',
  },
  {
    name: 'PACKAGES_NPM_UPSTREAM_TOKEN',
    purpose: "the token with which third parties' npm packages are read",
    neededFor: 'upstream',
    holds: 'token',
  },
  {
    name: INTERNAL,
    purpose: 'the names and patterns of npm packages that are never taken from the upstream',
    neededFor: 'internal',
    holds: 'patterns',
  },
];
