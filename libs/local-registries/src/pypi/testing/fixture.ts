import { createHash } from 'node:crypto';
import { strToU8, zipSync } from 'fflate';
import {
  basic,
  bytesOf,
  type Environment,
  type RegistryFixture,
  VERSION,
} from '../../testing/registry-fixture.ts';
import { devpi } from '../index.ts';

const OWN = 'acme-sdk';
const OWN_FILE = `acme_sdk-${VERSION}.tar.gz`;
const LEFT = 'left';
const FILE = `${LEFT}-${VERSION}-py3-none-any.whl`;
const SECRET = 'pypi-password-of-the-user';

const authorizationOf = ({ PACKAGES_PYPI_USERNAME = '', PACKAGES_PYPI_PASSWORD = '' }: Environment) => ({
  authorization: basic(PACKAGES_PYPI_USERNAME, PACKAGES_PYPI_PASSWORD),
});

export const pypiFixture: RegistryFixture = {
  registry: devpi,
  own: OWN,

  async upload(environment, signedIn, content) {
    const form = new FormData();
    const fields = { ':action': 'file_upload', metadata_version: '2.1', name: OWN, version: VERSION };
    for (const [name, value] of Object.entries({ ...fields, filetype: 'sdist' })) form.set(name, value);
    form.set('content', new Blob([content]), OWN_FILE);
    const { status } = await fetch(environment.PACKAGES_PYPI_UPLOAD_URL ?? '', {
      method: 'POST',
      headers: signedIn ? authorizationOf(environment) : {},
      body: form,
    });
    return status;
  },

  isServed: async (environment) =>
    (await bytesOf(`${environment.PACKAGES_PYPI_INDEX_URL}${OWN}/`)).includes(OWN_FILE),

  async misuse(environment) {
    const json = { accept: 'application/json', 'content-type': 'application/json' };
    const base = environment.PACKAGES_PYPI_UPLOAD_URL ?? '';
    const deletions = [`${OWN}/${VERSION}?force`, `${OWN}?force`, ''].map((path) =>
      fetch(`${base}${path}`, { method: 'DELETE', headers: { ...json, ...authorizationOf(environment) } }),
    );
    const body = JSON.stringify({ password: 'a-long-password' });
    const account = fetch(new URL('/somebody', base), { method: 'PUT', headers: json, body });
    return (await Promise.all([...deletions, account])).map(({ status }) => status);
  },

  thirdParty: {
    wanted: `${LEFT}==${VERSION}`,
    secret: SECRET,
    authorization: () => basic('user', SECRET),
    environment: ({ scheme, host, path }) => ({
      PIP_INDEX_URL: `${scheme}user:${SECRET}@${host}${path}/`,
      PIP_EXTRA_INDEX_URL: '',
    }),
    privateEnvironment: (certificate, proxy) => ({ PIP_CERT: certificate, PIP_PROXY: proxy }),
    file: async () => wheel(),
    filePath: `/files/${FILE}`,
    pages({ path }, file) {
      const digest = createHash('sha256').update(file).digest('hex');
      return { [`/${LEFT}/`]: `<a href="${path}/files/${FILE}#sha256=${digest}">${FILE}</a>` };
    },
    async fetch(environment) {
      const index = `${environment.PACKAGES_PYPI_INDEX_URL}${LEFT}/`;
      const [, link = ''] = /href="([^"#]+)/.exec((await bytesOf(index)).toString()) ?? [];
      return bytesOf(new URL(link, index).href);
    },
  },
};

function wheel(): Buffer {
  const about = `${LEFT}-${VERSION}.dist-info`;
  const files = [`${LEFT}.py`, `${about}/METADATA`, `${about}/WHEEL`, `${about}/RECORD`];
  const contents = [
    '',
    `Metadata-Version: 2.1\nName: ${LEFT}\nVersion: ${VERSION}\n`,
    'Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n',
    files.map((file) => `${file},,\n`).join(''),
  ];
  const entries = files.map((file, at): [string, Uint8Array] => [file, strToU8(contents[at] ?? '')]);
  return Buffer.from(zipSync(Object.fromEntries(entries)));
}
