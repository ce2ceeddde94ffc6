import type { IncomingMessage } from 'node:http';
import type { Application } from './onboard.ts';

const plans = ['free', 'team'];
const largestBody = 10_000;

/** What is wrong with a request, for the one who sent it. */
export class BadRequest extends Error {}

/** Reads an application from a JSON body or a posted form. */
export async function readApplication(request: IncomingMessage): Promise<Application> {
  const text = await readBody(request);
  const body: { name?: unknown; plan?: unknown } = isForm(request)
    ? Object.fromEntries(new URLSearchParams(text))
    : parseJson(text);
  const { name, plan } = body;
  if (typeof name !== 'string') throw new BadRequest('"name" must be the name of the organization.');
  if (typeof plan !== 'string' || !plans.includes(plan)) {
    throw new BadRequest(`"plan" must be one of ${plans.join(', ')}.`);
  }
  return { name: name.trim(), plan };
}

export function isForm(request: IncomingMessage): boolean {
  return request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
}

async function readBody(request: IncomingMessage): Promise<string> {
  let text = '';
  // To stop early must not close the connection, or the answer never gets there.
  for await (const chunk of request.setEncoding('utf8').iterator({ destroyOnReturn: false })) {
    text += chunk;
    if (text.length > largestBody) throw new BadRequest(`The body is longer than ${largestBody} characters.`);
  }
  return text;
}

function parseJson(text: string): object {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw new BadRequest('The body is neither a form nor JSON.');
  }
}
