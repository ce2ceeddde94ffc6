// Runs where nothing but the published package is installed: a call goes round over loopback HTTP.
import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

function check(holds, sentence) {
  if (!holds) throw new Error(sentence);
}

async function smoke({ PACKAGE_NAME: name, PACKAGE_VERSION: wanted }, baseUrl, requests) {
  const { Code, PlatformClient, PlatformError, version } = await import(name);
  const { OrganizationService, Organizations } = await import(`${name}/platform/organizations`);
  check(version === wanted, `${name} says that it is version ${version}, not ${wanted}.`);

  const client = new PlatformClient({ baseUrl, token: 'secret', timeoutMs: 5_000 });
  check(client.organizations instanceof Organizations, 'The two entry points are not of one package.');

  const created = await client.organizations.create({ slug: 'acme', displayName: 'Acme' });
  check(created.id === '7' && created.slug === 'acme', 'The organization did not come back from its call.');
  const [{ url, headers }] = requests;
  const { typeName } = OrganizationService;
  check(url === `/${typeName}/CreateOrganization`, `The call went to ${url}.`);
  check(headers.authorization === 'Bearer secret', 'The call carried no bearer token.');
  check(
    headers['user-agent'] === `ameide-sdk-ts/${wanted}`,
    `The call said that it came from "${headers['user-agent']}".`,
  );

  const error = await client.organizations.get('8').catch((reason) => reason);
  check(error instanceof PlatformError, `The refused call gave ${error} instead of a PlatformError.`);
  check(error.code === Code.NotFound, `The refused call gave code ${error.code}, not ${Code.NotFound}.`);
  const [{ field, reason } = {}] = error.details;
  check(field === 'id' && reason === 'none', 'The refused call did not say which field was refused.');
}

// ErrorDetail { field: 'id', reason: 'none' } on the wire.
const value = Buffer.from('\n\x02id\x12\x04none').toString('base64');
const refusal = { code: 'not_found', details: [{ type: 'ameide.platform.v1.ErrorDetail', value }] };

const requests = [];
const server = createServer(async (request, response) => {
  requests.push(request);
  const message = await json(request);
  const [status, answer] = request.url.endsWith('/CreateOrganization')
    ? [200, { organization: { ...message, id: '7' } }]
    : [404, refusal];
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
});

try {
  const missing = ['PACKAGE_NAME', 'PACKAGE_VERSION'].filter((name) => !process.env[name]);
  check(missing.length === 0, `Not set: ${missing.join(', ')}.`);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  await smoke(process.env, `http://127.0.0.1:${server.address().port}`, requests);
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
} finally {
  server.closeAllConnections();
  server.close();
}
