import type { RegistryVariable } from '../environment.ts';

export const PROXY = 'PACKAGES_GO_PROXY_URL';
export const UPLOAD = 'PACKAGES_GO_UPLOAD_URL';
export const TOKEN = 'PACKAGES_GO_UPLOAD_TOKEN';

export const variables: readonly RegistryVariable[] = [
  { name: PROXY, purpose: 'the GOPROXY address that Go modules are downloaded from', neededFor: 'address' },
  {
    name: UPLOAD,
    purpose: 'where "publish" PUTs the zip of a Go module; it may hold {module} and {version}',
    neededFor: 'upload',
  },
  { name: TOKEN, purpose: 'the token that "publish" uploads Go modules with', neededFor: 'upload' },
];
