import type { RegistryVariable } from '../environment.ts';

export const PROXY = 'PACKAGES_GO_PROXY_URL';
export const UPLOAD = 'PACKAGES_GO_UPLOAD_URL';
export const TOKEN = 'PACKAGES_GO_UPLOAD_TOKEN';
export const READ_USERNAME = 'PACKAGES_GO_READ_USERNAME';
export const READ_PASSWORD = 'PACKAGES_GO_READ_PASSWORD';
const UPSTREAM_USERNAME = 'PACKAGES_GO_UPSTREAM_USERNAME';
const UPSTREAM_PASSWORD = 'PACKAGES_GO_UPSTREAM_PASSWORD';

/** The variables to check if the registry refuses a reader. */
export const READING = `${PROXY}, ${READ_USERNAME} and ${READ_PASSWORD}`;

export const variables: readonly RegistryVariable[] = [
  {
    name: PROXY,
    purpose: 'the GOPROXY address that Go modules are downloaded from',
    neededFor: 'address',
    holds: 'url',
  },
  {
    name: UPLOAD,
    purpose: 'where "publish" PUTs the zip of a Go module; it may hold {module} and {version}',
    neededFor: 'upload',
    holds: 'url',
  },
  {
    name: TOKEN,
    purpose: 'the token that "publish" uploads Go modules with',
    neededFor: 'upload',
    holds: 'token',
  },
  {
    name: READ_USERNAME,
    purpose: 'the user that Go modules are read as',
    neededFor: 'read',
    holds: 'username',
    otherHalf: READ_PASSWORD,
  },
  {
    name: READ_PASSWORD,
    purpose: 'the password or token with which Go modules are read',
    neededFor: 'read',
    holds: 'password',
    otherHalf: READ_USERNAME,
  },
  {
    name: 'PACKAGES_GO_UPSTREAM_PROXY_URL',
    purpose: "the GOPROXY address that third parties' modules come from",
    neededFor: 'upstream',
    holds: 'url',
  },
  {
    name: UPSTREAM_USERNAME,
    purpose: "the user that third parties' Go modules are read as",
    neededFor: 'upstream',
    holds: 'username',
    otherHalf: UPSTREAM_PASSWORD,
  },
  {
    name: UPSTREAM_PASSWORD,
    purpose: "the password or token with which third parties' Go modules are read",
    neededFor: 'upstream',
    holds: 'password',
    otherHalf: UPSTREAM_USERNAME,
  },
];
