import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';

/** The one third-party package that the fake upstream has, in every ecosystem. */
export const LEFT = { npm: 'left', pypi: 'left', go: 'example.org/left', version: '1.0.0' };

const NPM_TOKEN = 'npm-token-of-the-user';
const PYPI_LOGIN = 'user:pypi-password-of-the-user';
const FILE = Buffer.from('the bytes of left');

export interface FakeUpstream {
  /** The paths that were asked, since the last look. */
  asked(): string[];
  /** The variables that make it the user's upstream in all three ecosystems. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** An npm registry and a Python index that want credentials, and a Go proxy; it counts who asks for what. */
export async function startFakeUpstream(goZip: Buffer): Promise<FakeUpstream> {
  let asked: string[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = pages(host(), goZip)[path];
    const wanted = credentials(path);
    if (wanted && request.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="upstream"' }).end();
    } else if (answer === undefined) {
      response.writeHead(404).end();
    } else {
      const type = typeof answer === 'string' && answer.startsWith('<') ? 'text/html' : 'application/json';
      response.writeHead(200, { 'content-type': type }).end(answer);
    }
  });
  const host = () => {
    const address = server.address();
    return typeof address === 'object' && address ? `127.0.0.1:${address.port}` : '';
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    asked: () => {
      const paths = asked;
      asked = [];
      return paths;
    },
    environment: {
      npm_config_registry: `http://${host()}/npm/`,
      [`npm_config_//${host()}/npm/:_authToken`]: NPM_TOKEN,
      PIP_INDEX_URL: `http://${PYPI_LOGIN}@${host()}/pypi/`,
      PIP_EXTRA_INDEX_URL: '',
      GOPROXY: `http://${host()}/go`,
      GOSUMDB: 'off',
      GOPRIVATE: '',
      GONOPROXY: '',
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function credentials(path: string): string | undefined {
  if (path.startsWith('/npm/')) return `Bearer ${NPM_TOKEN}`;
  if (path.startsWith('/pypi/')) return `Basic ${Buffer.from(PYPI_LOGIN).toString('base64')}`;
  return undefined;
}

function pages(host: string, goZip: Buffer): Readonly<Record<string, string | Buffer>> {
  const { npm, pypi, go, version } = LEFT;
  const digest = createHash('sha256').update(FILE).digest('hex');
  const integrity = `sha512-${createHash('sha512').update(FILE).digest('base64')}`;
  const tarball = `http://${host}/npm/${npm}/-/${npm}-${version}.tgz`;
  const manifest = { name: npm, version, dist: { tarball, integrity } };
  return {
    [`/npm/${npm}`]: JSON.stringify({
      name: npm,
      'dist-tags': { latest: version },
      versions: { [version]: manifest },
    }),
    [`/npm/${npm}/-/${npm}-${version}.tgz`]: FILE,
    [`/pypi/${pypi}/`]: `<a href="/pypi/files/${pypi}-${version}.tar.gz#sha256=${digest}">${pypi}-${version}.tar.gz</a>`,
    [`/pypi/files/${pypi}-${version}.tar.gz`]: FILE,
    [`/go/${go}/@v/list`]: `v${version}\n`,
    [`/go/${go}/@v/v${version}.info`]: JSON.stringify({
      Version: `v${version}`,
      Time: '2026-01-01T00:00:00Z',
    }),
    [`/go/${go}/@v/v${version}.mod`]: `module ${go}\n`,
    [`/go/${go}/@v/v${version}.zip`]: goZip,
  };
}
