import { once } from 'node:events';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { execa } from 'execa';
import { strToU8, zipSync } from 'fflate';
import { create } from 'tar';
import { type FakeUpstream, LEFT, type LeftFiles, startFakeUpstream } from './fake-upstream.ts';
import { moduleZip } from './module-zip.ts';

const HOST = 'upstream.test';
const PROXY_LOGIN = 'user:proxy-password-of-the-user';

/** An organisation's upstream. */
export interface PrivateUpstream extends FakeUpstream {
  /** What came through the user's own proxy, in the order of time: the target of each tunnel. */
  readonly tunnels: readonly string[];
}

/**
 * A fake upstream over TLS, with a certificate of its own authority, credentials for every ecosystem, and a name that
 * only the user's own proxy, which wants a credential too, can resolve. Each client is told of them in its own words.
 */
export async function startPrivateUpstream(folder: string): Promise<PrivateUpstream> {
  const authority = await certificate(folder);
  const upstream = await startFakeUpstream(await leftFiles(folder), {
    name: HOST,
    cert: await readFile(authority.cert),
    key: await readFile(authority.key),
  });
  const proxy = await startProxy();
  return {
    ...upstream,
    tunnels: proxy.tunnels,
    environment: {
      ...upstream.environment,
      npm_config_cafile: authority.cert,
      npm_config_https_proxy: proxy.address,
      PIP_CERT: authority.cert,
      PIP_PROXY: proxy.address,
      SSL_CERT_FILE: authority.cert,
      HTTPS_PROXY: proxy.address,
    },
    close: async () => {
      await proxy.close();
      await upstream.close();
    },
  };
}

/** The user's own proxy: it wants a credential, and every name leads it to loopback. */
async function startProxy() {
  const tunnels: string[] = [];
  const proxy = createServer();
  proxy.on('connect', (request, socket) => {
    socket.on('error', () => undefined);
    const wanted = `Basic ${Buffer.from(PROXY_LOGIN).toString('base64')}`;
    if (request.headers['proxy-authorization'] !== wanted) {
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

/** Made by the program that Go brings for tests of TLS: it is its own authority. */
async function certificate(folder: string): Promise<{ cert: string; key: string }> {
  const { stdout: root } = await execa('go', ['env', 'GOROOT']);
  const program = join(root, 'src', 'crypto', 'tls', 'generate_cert.go');
  await execa('go', ['run', program, '--ca', '--host', HOST, '--ecdsa-curve', 'P256'], { cwd: folder });
  return { cert: join(folder, 'cert.pem'), key: join(folder, 'key.pem') };
}

/** The package as each client can install it. */
async function leftFiles(folder: string): Promise<LeftFiles> {
  const { npm, pypi, go, version } = LEFT;
  await mkdir(join(folder, 'package'));
  await writeFile(join(folder, 'package', 'package.json'), JSON.stringify({ name: npm, version }));
  const tarball = create({ gzip: true, portable: true, sync: true, cwd: folder }, ['package']).read();
  const about = `${pypi}-${version}.dist-info`;
  const wheel = zipSync({
    [`${pypi}.py`]: strToU8(''),
    [`${about}/METADATA`]: strToU8(`Metadata-Version: 2.1\nName: ${pypi}\nVersion: ${version}\n`),
    [`${about}/WHEEL`]: strToU8('Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n'),
    [`${about}/RECORD`]: strToU8(
      [`${pypi}.py`, `${about}/METADATA`, `${about}/WHEEL`, `${about}/RECORD`, ''].join(',,\n'),
    ),
  });
  return {
    npm: Buffer.from(tarball ?? ''),
    pypi: { file: `${pypi}-${version}-py3-none-any.whl`, bytes: Buffer.from(wheel) },
    go: await moduleZip(go, `v${version}`, 'left'),
  };
}
