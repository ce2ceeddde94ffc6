import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { Code, type Organization, type PlatformClient, PlatformError } from '@ameideio/ameide-sdk-ts';
import { BadRequest, isForm, readApplication } from './application.ts';
import type { Sdk } from './built-with.ts';
import { onboard } from './onboard.ts';
import { page } from './page.ts';

export function createWeb(platform: PlatformClient, sdk: Sdk): Server {
  return createServer(async (request, response) => {
    try {
      await answer(platform, sdk, request, response);
    } catch (error) {
      const { status, ...problem } = problemOf(error);
      send(response, status, problem);
    }
  });
}

async function answer(
  platform: PlatformClient,
  sdk: Sdk,
  request: IncomingMessage,
  response: ServerResponse,
) {
  switch (`${request.method} ${request.url}`) {
    case 'GET /': {
      const html = page(await Array.fromAsync(platform.organizations.list()), sdk);
      return response.setHeader('content-type', 'text/html; charset=utf-8').end(html);
    }
    case 'GET /organizations':
      return send(response, 200, (await Array.fromAsync(platform.organizations.list())).map(summary));
    case 'POST /organizations': {
      const organization = await onboard(platform, await readApplication(request));
      if (isForm(request)) return response.writeHead(303, { location: '/' }).end();
      return send(response, 201, summary(organization));
    }
    default:
      return send(response, 404, { error: `Nothing answers ${request.method} ${request.url}.` });
  }
}

function summary({ id, slug, displayName, labels }: Organization) {
  return { id, slug, name: displayName, plan: labels.plan };
}

function send(response: ServerResponse, status: number, body: object) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

const statusOf = new Map([
  [Code.InvalidArgument, 400],
  [Code.AlreadyExists, 409],
  [Code.Unavailable, 503],
  [Code.DeadlineExceeded, 504],
]);

function problemOf(error: unknown) {
  if (error instanceof BadRequest) return { status: 400, error: error.message };
  if (error instanceof PlatformError) {
    const fields = error.details.map(({ field, reason }) => ({ field, reason }));
    return { status: statusOf.get(error.code) ?? 502, error: error.message, fields };
  }
  console.error(error);
  return { status: 500, error: 'The request failed for a reason that the log of the service tells.' };
}
