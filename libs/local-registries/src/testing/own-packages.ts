import { ECOSYSTEMS, type Ecosystem } from '../registry.ts';
import { moduleZip } from './module-zip.ts';

type Environment = Readonly<Record<string, string>>;

/** The names of the workspace's own packages. */
export const OWN = { npm: '@acme/sdk', pypi: 'acme-sdk', go: 'example.com/acme/sdk' };

/** The smallest upload of version 1.0.0 that each registry's own protocol takes; gives the status. */
export const UPLOADS = { npm: uploadNpm, pypi: uploadPypi, go: uploadGo };

const PAGES = {
  npm: { page: `${encodeURIComponent(OWN.npm)}`, base: 'PACKAGES_NPM_URL', shows: '"1.0.0"' },
  pypi: { page: `${OWN.pypi}/`, base: 'PACKAGES_PYPI_INDEX_URL', shows: 'acme_sdk-1.0.0.tar.gz' },
  go: { page: `/${OWN.go}/@v/list`, base: 'PACKAGES_GO_PROXY_URL', shows: 'v1.0.0' },
};

/** The ecosystems whose registry serves version 1.0.0, asked as a client begins. */
export async function served(env: Environment): Promise<readonly Ecosystem[]> {
  const serving = await Promise.all(
    ECOSYSTEMS.map(async (ecosystem) => {
      const { page, base, shows } = PAGES[ecosystem];
      return (await textOf(`${env[base]}${page}`)).includes(shows) ? [ecosystem] : [];
    }),
  );
  return serving.flat();
}

export async function textOf(url: string): Promise<string> {
  const response = await fetch(url);
  const text = await response.text();
  return response.ok ? text : '';
}

export function basic(env: Environment): string {
  const login = `${env.PACKAGES_PYPI_USERNAME}:${env.PACKAGES_PYPI_PASSWORD}`;
  return `Basic ${Buffer.from(login).toString('base64')}`;
}

async function uploadNpm(env: Environment, signedIn: boolean, content: string): Promise<number> {
  const manifest = { name: OWN.npm, version: '1.0.0', dist: { tarball: 'http://localhost/sdk-1.0.0.tgz' } };
  const data = Buffer.from(content).toString('base64');
  const attachment = { content_type: 'application/octet-stream', data, length: content.length };
  const { status } = await fetch(`${env.PACKAGES_NPM_URL}${encodeURIComponent(OWN.npm)}`, {
    method: 'PUT',
    headers: {
      'content-type': 'application/json',
      ...(signedIn ? { authorization: `Bearer ${env.PACKAGES_NPM_TOKEN}` } : {}),
    },
    body: JSON.stringify({
      _id: OWN.npm,
      name: OWN.npm,
      'dist-tags': { latest: '1.0.0' },
      versions: { '1.0.0': manifest },
      _attachments: { 'sdk-1.0.0.tgz': attachment },
    }),
  });
  return status;
}

async function uploadPypi(env: Environment, signedIn: boolean, content: string): Promise<number> {
  const form = new FormData();
  const fields = { ':action': 'file_upload', metadata_version: '2.1', name: OWN.pypi, version: '1.0.0' };
  for (const [name, value] of Object.entries({ ...fields, filetype: 'sdist' })) form.set(name, value);
  form.set('content', new Blob([content]), 'acme_sdk-1.0.0.tar.gz');
  const { status } = await fetch(env.PACKAGES_PYPI_UPLOAD_URL ?? '', {
    method: 'POST',
    headers: signedIn ? { authorization: basic(env) } : {},
    body: form,
  });
  return status;
}

async function uploadGo(env: Environment, signedIn: boolean, content: string): Promise<number> {
  const url = env.PACKAGES_GO_UPLOAD_URL?.replace('{module}', OWN.go).replace('{version}', 'v1.0.0');
  const { status } = await fetch(url ?? '', {
    method: 'PUT',
    headers: signedIn ? { authorization: `Bearer ${env.PACKAGES_GO_UPLOAD_TOKEN}` } : {},
    body: new Uint8Array(await moduleZip(OWN.go, 'v1.0.0', content)),
  });
  return status;
}
