import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { json } from 'node:stream/consumers';
import { z } from 'zod';

/** Where a test says what comes next, and asks what came. It is no part of the contract. */
const PATH = '/rehearsal';

/**
 * What becomes of one call: the service answers it; nobody ever does; the answer holds no message; or it is this one,
 * an object as JSON, as the Connect protocol has its errors, a text as the page of a gateway.
 */
const answerSchema = z.union([
  z.enum(['answer', 'hold', 'empty']),
  z.strictObject({ status: z.int().min(200).max(599), body: z.union([z.string(), z.looseObject({})]) }),
]);

export type RehearsedAnswer = z.infer<typeof answerSchema>;

/** What the server saw of a call. */
export interface SeenCall {
  /** The method of the service. */
  readonly call: string;
  readonly userAgent: string;
  /** As the Connect protocol states a deadline; null where there is none. */
  readonly timeoutMs: number | null;
}

/**
 * Lets a test rehearse what a service does not do on demand. `PUT /rehearsal` takes the answers to the next calls, in
 * their order (further ones the service answers), and forgets the calls before; `GET /rehearsal` tells those since.
 * Both need the bearer token.
 */
export function rehearsing(service: RequestListener, token: string): RequestListener {
  let answers: RehearsedAnswer[] = [];
  let seen: SeenCall[] = [];

  async function rehearse(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.headers.authorization !== `Bearer ${token}`) return end(response, 401, {});
    if (request.method === 'PUT') {
      const script = z.array(answerSchema).safeParse(await json(request).catch(() => undefined));
      if (!script.success) return end(response, 400, { error: z.prettifyError(script.error) });
      [answers, seen] = [script.data, []];
    }
    end(response, 200, seen);
  }

  return (request, response) => {
    if (request.url === PATH) return void rehearse(request, response);
    seen.push(seenCall(request));
    const answer = answers.shift() ?? 'answer';
    if (answer === 'answer') return service(request, response);
    if (answer === 'hold') return;
    if (answer !== 'empty') return end(response, answer.status, answer.body);
    const type = request.headers['content-type'] ?? '';
    response.writeHead(200, { 'content-type': type }).end(type.includes('json') ? '{}' : '');
  };
}

function seenCall({ url = '', headers }: IncomingMessage): SeenCall {
  const timeout = headers['connect-timeout-ms'];
  return {
    call: url.slice(url.lastIndexOf('/') + 1),
    userAgent: headers['user-agent'] ?? '',
    timeoutMs: timeout === undefined ? null : Number(timeout),
  };
}

function end(response: ServerResponse, status: number, body: object | string): void {
  const [type, text] =
    typeof body === 'string' ? ['text/html', body] : ['application/json', JSON.stringify(body)];
  response.writeHead(status, { 'content-type': type }).end(text);
}
