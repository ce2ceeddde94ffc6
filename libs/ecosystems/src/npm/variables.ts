import type { RegistryVariable } from '../environment.ts';

export const ADDRESS = 'PACKAGES_NPM_URL';
export const TOKEN = 'PACKAGES_NPM_TOKEN';
export const READ_TOKEN = 'PACKAGES_NPM_READ_TOKEN';

/** What to look at where the registry refuses a reader. */
export const READING = `${ADDRESS} and ${READ_TOKEN}`;

/** Own names, so that a developer's npm settings can never send an internal SDK to a public registry. */
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
];
