import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

/** The one third-party package that the fake upstream has, in every ecosystem. */
export const LEFT = { npm: 'left', pypi: 'left', go: 'example.org/left', version: '1.0.0' };

const NPM_TOKEN = 'npm-token-of-the-user';
const PYPI_LOGIN = 'user:pypi-password-of-the-user';
const GO_LOGIN = 'user:go-password-of-the-user';

/** The bytes of that package. */
export interface LeftFiles {
  readonly npm: Buffer;
  readonly pypi: { readonly file: string; readonly bytes: Buffer };
  readonly go: Buffer;
}

/** A host that speaks TLS and wants a credential of Go's too. */
export interface PrivateHost {
  /** Of its certificate. Where it leads is somebody else's matter: it listens on loopback. */
  readonly name: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface FakeUpstream {
  /** The paths that were asked, since the last look. */
  asked(): string[];
  /** The variables that make it the user's upstream in all three ecosystems. */
  readonly environment: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** An npm registry and a Python index that want credentials, and a Go proxy; it counts who asks for what. */
export async function startFakeUpstream(files: LeftFiles, hidden?: PrivateHost): Promise<FakeUpstream> {
  let asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = pages(`${scheme}${host()}`, files)[path];
    const wanted = credentials(path, hidden !== undefined);
    if (wanted && request.headers.authorization !== wanted) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="upstream"' }).end();
    } else if (answer === undefined) {
      response.writeHead(404).end();
    } else {
      const type = typeof answer === 'string' && answer.startsWith('<') ? 'text/html' : 'application/json';
      response.writeHead(200, { 'content-type': type }).end(answer);
    }
  };
  const server = hidden ? createTlsServer(hidden, listener) : createServer(listener);
  const scheme = hidden ? 'https://' : 'http://';
  const host = () => {
    const address = server.address();
    return `${hidden?.name ?? '127.0.0.1'}:${typeof address === 'object' ? address?.port : ''}`;
  };
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    asked: () => {
      const paths = asked;
      asked = [];
      return paths;
    },
    environment: {
      npm_config_registry: `${scheme}${host()}/npm/`,
      [`npm_config_//${host()}/npm/:_authToken`]: NPM_TOKEN,
      PIP_INDEX_URL: `${scheme}${PYPI_LOGIN}@${host()}/pypi/`,
      PIP_EXTRA_INDEX_URL: '',
      GOPROXY: `${scheme}${hidden ? `${GO_LOGIN}@` : ''}${host()}/go`,
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

function credentials(path: string, alsoGo: boolean): string | undefined {
  const basic = (login: string) => `Basic ${Buffer.from(login).toString('base64')}`;
  if (path.startsWith('/npm/')) return `Bearer ${NPM_TOKEN}`;
  if (path.startsWith('/pypi/')) return basic(PYPI_LOGIN);
  return alsoGo ? basic(GO_LOGIN) : undefined;
}

function pages(origin: string, files: LeftFiles): Readonly<Record<string, string | Buffer>> {
  const { npm, pypi, go, version } = LEFT;
  const { file, bytes } = files.pypi;
  const digest = createHash('sha256').update(bytes).digest('hex');
  const integrity = `sha512-${createHash('sha512').update(files.npm).digest('base64')}`;
  const tarball = `${origin}/npm/${npm}/-/${npm}-${version}.tgz`;
  const manifest = { name: npm, version, dist: { tarball, integrity } };
  return {
    [`/npm/${npm}`]: JSON.stringify({
      name: npm,
      'dist-tags': { latest: version },
      versions: { [version]: manifest },
    }),
    [`/npm/${npm}/-/${npm}-${version}.tgz`]: files.npm,
    [`/pypi/${pypi}/`]: `<a href="/pypi/files/${file}#sha256=${digest}">${file}</a>`,
    [`/pypi/files/${file}`]: bytes,
    [`/go/${go}/@v/list`]: `v${version}\n`,
    [`/go/${go}/@v/v${version}.info`]: JSON.stringify({
      Version: `v${version}`,
      Time: '2026-01-01T00:00:00Z',
    }),
    [`/go/${go}/@v/v${version}.mod`]: `module ${go}\n`,
    [`/go/${go}/@v/v${version}.zip`]: files.go,
  };
}
