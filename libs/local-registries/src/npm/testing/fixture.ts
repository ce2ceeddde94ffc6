import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { Header } from 'tar';
import { bytesOf, type Environment, type RegistryFixture, VERSION } from '../../testing/registry-fixture.ts';
import { verdaccio } from '../index.ts';

const OWN = '@acme/sdk';
const LEFT = 'left';
const SECRET = 'npm-token-of-the-user';
const FILE_PATH = `/${LEFT}/-/${LEFT}-${VERSION}.tgz`;

const pageOf = (environment: Environment, name: string): string =>
  `${environment.PACKAGES_NPM_URL}${encodeURIComponent(name)}`;

const authorizationOf = (environment: Environment) => ({
  authorization: `Bearer ${environment.PACKAGES_NPM_TOKEN}`,
});

export const npmFixture: RegistryFixture = {
  registry: verdaccio,
  own: OWN,

  async upload(environment, signedIn, content) {
    const manifest = { name: OWN, version: VERSION, dist: { tarball: 'http://localhost/sdk-1.0.0.tgz' } };
    const data = Buffer.from(content).toString('base64');
    const attachment = { content_type: 'application/octet-stream', data, length: content.length };
    return send('PUT', pageOf(environment, OWN), signedIn ? authorizationOf(environment) : {}, {
      _id: OWN,
      name: OWN,
      'dist-tags': { latest: VERSION },
      versions: { [VERSION]: manifest },
      _attachments: { [`sdk-${VERSION}.tgz`]: attachment },
    });
  },

  isServed: async (environment) => (await bytesOf(pageOf(environment, OWN))).includes(`"${VERSION}"`),

  async misuse(environment) {
    const revision = `${pageOf(environment, OWN)}/-rev/1`;
    const signedIn = authorizationOf(environment);
    const stranger = `${environment.PACKAGES_NPM_URL}-/user/org.couchdb.user:somebody`;
    return [
      await send('DELETE', revision, signedIn),
      await send('PUT', revision, signedIn, { name: OWN, versions: {}, _attachments: {} }),
      await send('PUT', stranger, {}, { name: 'somebody', password: 'a-long-password' }),
    ];
  },

  thirdParty: {
    wanted: LEFT,
    secret: SECRET,
    authorization: () => `Bearer ${SECRET}`,
    environment: ({ scheme, host, path }) => ({
      npm_config_registry: `${scheme}${host}${path}/`,
      [`npm_config_//${host}${path}/:_authToken`]: SECRET,
    }),
    privateEnvironment: (certificate, proxy) => ({
      npm_config_cafile: certificate,
      npm_config_https_proxy: proxy,
    }),
    file: async () => tarball({ name: LEFT, version: VERSION }),
    filePath: FILE_PATH,
    pages({ scheme, host, path }, file) {
      const integrity = `sha512-${createHash('sha512').update(file).digest('base64')}`;
      const dist = { tarball: `${scheme}${host}${path}${FILE_PATH}`, integrity };
      const versions = { [VERSION]: { name: LEFT, version: VERSION, dist } };
      return { [`/${LEFT}`]: JSON.stringify({ name: LEFT, 'dist-tags': { latest: VERSION }, versions }) };
    },
    fetch: (environment) => bytesOf(`${environment.PACKAGES_NPM_URL}${LEFT}/-/${LEFT}-${VERSION}.tgz`),
  },
};

async function send(method: string, url: string, headers: Record<string, string>, body?: object) {
  const { status } = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  return status;
}

/** Makes a package that holds only its manifest. */
function tarball(manifest: object): Buffer {
  const content = Buffer.from(JSON.stringify(manifest));
  const header = Buffer.alloc(512);
  new Header({ path: 'package/package.json', mode: 0o644, size: content.length, type: 'File' }).encode(
    header,
  );
  const padding = Buffer.alloc(512 - (content.length % 512));
  return gzipSync(Buffer.concat([header, content, padding, Buffer.alloc(1024)]));
}
