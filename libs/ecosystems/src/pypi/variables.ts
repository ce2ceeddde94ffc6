import type { RegistryVariable } from '../environment.ts';

export const INDEX = 'PACKAGES_PYPI_INDEX_URL';
export const UPLOAD = 'PACKAGES_PYPI_UPLOAD_URL';
export const USERNAME = 'PACKAGES_PYPI_USERNAME';
export const PASSWORD = 'PACKAGES_PYPI_PASSWORD';
export const READ_USERNAME = 'PACKAGES_PYPI_READ_USERNAME';
export const READ_PASSWORD = 'PACKAGES_PYPI_READ_PASSWORD';
const UPSTREAM_USERNAME = 'PACKAGES_PYPI_UPSTREAM_USERNAME';
const UPSTREAM_PASSWORD = 'PACKAGES_PYPI_UPSTREAM_PASSWORD';
export const INTERNAL = 'PACKAGES_PYPI_INTERNAL';

/** The variables to check if the index refuses a reader. */
export const READING = `${INDEX}, ${READ_USERNAME} and ${READ_PASSWORD}`;

export const variables: readonly RegistryVariable[] = [
  {
    name: INDEX,
    purpose: 'the simple index that Python packages are installed from',
    neededFor: 'address',
    holds: 'url',
  },
  { name: UPLOAD, purpose: 'where "publish" uploads Python packages', neededFor: 'upload', holds: 'url' },
  {
    name: USERNAME,
    purpose: 'the user that "publish" uploads Python packages as',
    neededFor: 'upload',
    holds: 'username',
  },
  {
    name: PASSWORD,
    purpose: 'the password or token that "publish" uploads Python packages with',
    neededFor: 'upload',
    holds: 'password',
  },
  {
    name: READ_USERNAME,
    purpose: 'the user that Python packages are read as',
    neededFor: 'read',
    holds: 'username',
    otherHalf: READ_PASSWORD,
  },
  {
    name: READ_PASSWORD,
    purpose: 'the password or token with which Python packages are read',
    neededFor: 'read',
    holds: 'password',
    otherHalf: READ_USERNAME,
  },
  {
    name: 'PACKAGES_PYPI_UPSTREAM_INDEX_URL',
    purpose: "the simple index that third parties' packages come from",
    neededFor: 'upstream',
    holds: 'url',
  },
  {
    name: UPSTREAM_USERNAME,
    purpose: "the user that third parties' Python packages are read as",
    neededFor: 'upstream',
    holds: 'username',
    otherHalf: UPSTREAM_PASSWORD,
  },
  {
    name: UPSTREAM_PASSWORD,
    purpose: "the password or token with which third parties' Python packages are read",
    neededFor: 'upstream',
    holds: 'password',
    otherHalf: UPSTREAM_USERNAME,
  },
  {
    name: INTERNAL,
    purpose: 'the names and patterns of Python packages that are never taken from the upstream',
    neededFor: 'internal',
    holds: 'patterns',
  },
];
