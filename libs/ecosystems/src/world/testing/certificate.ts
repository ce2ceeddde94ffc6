import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import { userEnvironment } from '../client-environment.ts';
import { runProcess } from '../run-process.ts';

/** A server's certificate for loopback that only the tests trust. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
  /** The variables that make Node, Go and uv trust this certificate and the machine's own ones. */
  readonly trusting: Readonly<Record<string, string>>;
}

/** Makes a certificate for `127.0.0.1` and `localhost` in a folder, with Go's own program. */
export async function newCertificate(folder: string): Promise<Certificate> {
  const go = (...args: string[]): Promise<string> =>
    runProcess({ command: 'go', args, cwd: folder, env: userEnvironment(), log: () => {}, timeout: 60_000 });
  const program = path.join((await go('env', 'GOROOT')).trim(), 'src/crypto/tls/generate_cert.go');
  await go('run', program, '--host', '127.0.0.1,localhost', '--ecdsa-curve', 'P256');
  const [key, cert] = await Promise.all(
    ['key.pem', 'cert.pem'].map((file) => readFile(path.join(folder, file), 'utf8')),
  );
  if (key === undefined || cert === undefined) throw new Error('unreachable');
  const machines = (['bundled', 'system', 'extra'] as const).flatMap((kind) => getCACertificates(kind));
  const bundle = path.join(folder, 'trusted.pem');
  await writeFile(bundle, [...new Set([...machines, cert])].join('\n'));
  return { key, cert, trusting: { SSL_CERT_FILE: bundle, NODE_EXTRA_CA_CERTS: bundle } };
}

/** Makes this process, and the clients that it starts, trust a certificate until the end of the scope that holds it. */
export function trust({ cert, trusting }: Certificate): Disposable {
  const before = getCACertificates('default');
  const variables = Object.keys(trusting).map((name) => [name, process.env[name]] as const);
  setDefaultCACertificates([...before, cert]);
  Object.assign(process.env, trusting);
  return {
    [Symbol.dispose]() {
      setDefaultCACertificates(before);
      for (const [name, value] of variables) {
        if (value === undefined) delete process.env[name];
        else process.env[name] = value;
      }
    },
  };
}
