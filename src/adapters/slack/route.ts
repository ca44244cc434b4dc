import type { IncomingMessage, ServerResponse } from 'node:http';

/** The path that Slack is told for commands, events and interactivity. */
export interface SlackRoute {
  readonly path: string;
  handle(request: IncomingMessage & { rawBody: Buffer }, response: ServerResponse): void;
}

const FORM = 'application/x-www-form-urlencoded';

/** Hands a request whose body has been read to bolt, after what bolt does not stand: see README.md. */
export function slackRoute(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
  open: () => boolean,
): SlackRoute {
  return {
    path: '/slack/events',
    handle(request, response) {
      if (!open()) return refuse(response, 503);
      const type = (request.headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase();
      // bolt compares the whole header: a charset would make a form look like JSON
      if (type === FORM) request.headers['content-type'] = FORM;
      if (!isObject(request.rawBody, type === FORM)) return refuse(response, 400);
      listener(request, response);
    },
  };
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

/** A signed `null` would end the process in bolt 5.1, as JSON and as the `payload` of a form. */
function isObject(body: Buffer, form: boolean): boolean {
  const text = body.toString('latin1');
  if (!form) return text.trimStart().startsWith('{');
  const payload = /(?:^|&)payload=([^&]*)/.exec(text)?.[1];
  return payload === undefined || /^(?:\{|%7b)/i.test(payload);
}
