import { strToU8, zipSync } from 'fflate';
import { basic, bytesOf, type RegistryFixture, VERSION } from '../../testing/registry-fixture.ts';
import { goRegistry } from '../index.ts';

const OWN = 'example.com/acme/sdk';
const LEFT = 'example.org/left';
const SECRET = 'go-password-of-the-user';
const FILE_PATH = `/${LEFT}/@v/v${VERSION}.zip`;

export const goFixture: RegistryFixture = {
  registry: goRegistry,
  own: OWN,

  async upload(environment, signedIn, content) {
    const pattern = environment.PACKAGES_GO_UPLOAD_URL ?? '';
    const { status } = await fetch(pattern.replace('{module}', OWN).replace('{version}', `v${VERSION}`), {
      method: 'PUT',
      headers: signedIn ? { authorization: `Bearer ${environment.PACKAGES_GO_UPLOAD_TOKEN}` } : {},
      body: new Uint8Array(moduleZip(OWN, content)),
    });
    return status;
  },

  isServed: async (environment) =>
    (await bytesOf(`${environment.PACKAGES_GO_PROXY_URL}/${OWN}/@v/list`)).includes(`v${VERSION}`),

  // This registry has no deletion and no accounts.
  misuse: async () => [],

  thirdParty: {
    wanted: `${LEFT}@v${VERSION}`,
    secret: SECRET,
    // The go command sends no credential over plain http.
    authorization: ({ scheme }) => (scheme === 'https://' ? basic('user', SECRET) : undefined),
    environment: ({ scheme, host, path }) => ({
      GOPROXY: `${scheme}${scheme === 'https://' ? `user:${SECRET}@` : ''}${host}${path}`,
      GOSUMDB: 'off',
      GOPRIVATE: '',
      GONOPROXY: '',
    }),
    privateEnvironment: (certificate, proxy) => ({ SSL_CERT_FILE: certificate, HTTPS_PROXY: proxy }),
    file: async () => moduleZip(LEFT, 'left'),
    filePath: FILE_PATH,
    pages: () => ({
      [`/${LEFT}/@v/list`]: `v${VERSION}\n`,
      [`/${LEFT}/@v/v${VERSION}.info`]: JSON.stringify({
        Version: `v${VERSION}`,
        Time: '2026-01-01T00:00:00Z',
      }),
      [`/${LEFT}/@v/v${VERSION}.mod`]: `module ${LEFT}\n`,
    }),
    fetch: (environment) => bytesOf(`${environment.PACKAGES_GO_PROXY_URL}${FILE_PATH}`),
  },
};

/** Makes the zip of a module with a go.mod and one file with this content. */
function moduleZip(module: string, content: string): Buffer {
  const prefix = `${module}@v${VERSION}`;
  const files = { 'go.mod': `module ${module}\n`, README: content };
  const entries = Object.entries(files).map(([name, text]) => [`${prefix}/${name}`, strToU8(text)]);
  return Buffer.from(zipSync(Object.fromEntries(entries), { mtime: new Date('2026-01-01') }));
}
