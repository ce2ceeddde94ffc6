import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { type FakeUpstream, startFakeUpstream } from './fake-upstream.ts';
import { fixtures } from './fixtures.ts';

const HOST = 'upstream.test';
const PROXY_LOGIN = 'user:proxy-password-of-the-user';

/** An organisation's upstream. */
export interface PrivateUpstream extends FakeUpstream {
  /** The target of each tunnel through the user's own proxy, in order. */
  readonly tunnels: readonly string[];
  /** The address of that proxy, with its credential. */
  readonly proxy: string;
}

/**
 * Starts a fake upstream over TLS, with a certificate of its own authority, and credentials for every ecosystem. Only
 * the user's own proxy, which requires a credential too, resolves its name. Each client gets its own settings for all
 * this.
 */
export async function startPrivateUpstream(folder: string): Promise<PrivateUpstream> {
  const authority = await certificate(folder);
  const upstream = await startFakeUpstream({
    name: HOST,
    cert: await readFile(authority.cert),
    key: await readFile(authority.key),
  });
  const proxy = await startProxy();
  const environments = fixtures.map(({ thirdParty }) =>
    thirdParty.privateEnvironment(authority.cert, proxy.address),
  );
  return {
    ...upstream,
    tunnels: proxy.tunnels,
    proxy: proxy.address,
    environment: Object.assign({}, upstream.environment, ...environments),
    close: async () => {
      await proxy.close();
      await upstream.close();
    },
  };
}

/** Starts the user's own proxy: it requires a credential and resolves every name to loopback. */
async function startProxy() {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    socket.on('error', () => undefined);
    const expected = `Basic ${Buffer.from(PROXY_LOGIN).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== expected) {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
      return;
    }
    const { hostname, port } = new URL(`tunnel://${request.url}`);
    tunnels.push(hostname);
    const target = connect({ host: '127.0.0.1', port: Number(port) }, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.on('close', () => target.destroy());
  });
  await once(proxy.listen(0, '127.0.0.1'), 'listening');
  const address = proxy.address();
  return {
    tunnels,
    address: `http://${PROXY_LOGIN}@127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: async () => {
      proxy.closeAllConnections();
      await new Promise((resolve) => proxy.close(resolve));
    },
  };
}

/** Makes a certificate that is its own authority, with Go's program for tests of TLS. */
async function certificate(folder: string): Promise<{ cert: string; key: string }> {
  const { stdout: root } = await execa('go', ['env', 'GOROOT']);
  const program = join(root, 'src', 'crypto', 'tls', 'generate_cert.go');
  await execa('go', ['run', program, '--ca', '--host', HOST, '--ecdsa-curve', 'P256'], { cwd: folder });
  return { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
}
