import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { fixtures, idOf } from './fixtures.ts';
import type { Environment, UpstreamPlace } from './registry-fixture.ts';

/** A host with TLS. */
export interface PrivateHost {
  /** The name in its certificate. The server listens on loopback; tests resolve the name. */
  readonly name: string;
  readonly cert: Buffer;
  readonly key: Buffer;
}

export interface FakeUpstream {
  /** Returns the requested paths since the last call. */
  asked(): string[];
  /** The variables that make it the user's upstream in every ecosystem. */
  readonly environment: Environment;
  /** The files of the third parties' packages, by path. */
  readonly files: ReadonlyMap<string, Buffer>;
  close(): Promise<void>;
}

/**
 * Starts a registry with one third party's package in every ecosystem. It requires credentials and records requests.
 */
export async function startFakeUpstream(hidden?: PrivateHost): Promise<FakeUpstream> {
  const asked: string[] = [];
  const answers = new Map<string, string | Buffer>();
  const wanted = new Map<string, string | undefined>();
  const listener: RequestListener = (request, response) => {
    const path = request.url ?? '';
    asked.push(path);
    const answer = answers.get(path);
    const authorization = wanted.get(path.split('/')[1] ?? '');
    if (authorization && request.headers.authorization !== authorization) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="upstream"' }).end();
    } else if (answer === undefined) {
      response.writeHead(404).end();
    } else {
      const type = typeof answer === 'string' && answer.startsWith('<') ? 'text/html' : 'application/json';
      response.writeHead(200, { 'content-type': type }).end(answer);
    }
  };
  const server = hidden ? createTlsServer(hidden, listener) : createServer(listener);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const address = server.address();
  const host = `${hidden?.name ?? '127.0.0.1'}:${typeof address === 'object' ? address?.port : ''}`;

  const files = new Map<string, Buffer>();
  const environments: Environment[] = [];
  for (const fixture of fixtures) {
    const { thirdParty } = fixture;
    const place: UpstreamPlace = { scheme: hidden ? 'https://' : 'http://', host, path: `/${idOf(fixture)}` };
    const file = await thirdParty.file();
    const pages = { ...thirdParty.pages(place, file), [thirdParty.filePath]: file };
    for (const [path, body] of Object.entries(pages)) answers.set(`${place.path}${path}`, body);
    wanted.set(idOf(fixture), thirdParty.authorization(place));
    files.set(`${place.path}${thirdParty.filePath}`, file);
    environments.push(thirdParty.environment(place));
  }
  return {
    asked: () => asked.splice(0),
    environment: Object.assign({}, ...environments),
    files,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
