import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request whose body has been read whole: bolt takes it from `rawBody`. */
export type BufferedRequest = IncomingMessage & { rawBody: Buffer };

/** One path of the one listener, handed in by an adapter. */
export interface Route {
  readonly path: string;
  /** Called for POST only; answers by itself. What it throws becomes a 500. */
  handle(request: BufferedRequest, response: ServerResponse): void | Promise<void>;
}

export interface HttpServer {
  /** The port that was really taken, where 0 was asked for. */
  readonly port: number;
  /** Takes no new connections and ends idle ones; resolves when the last request has been answered. */
  stop(): Promise<void>;
}

export interface HttpOptions {
  readonly port: number;
  readonly routes: readonly Route[];
  /** Whether all that should run is ready; decides between 200 and 503 of `/healthz`. */
  healthy(): boolean;
  onError(error: unknown): void;
}

/** Telegram's updates and Slack's payloads are far below this. */
const MOST_BODY = 4 * 1024 * 1024;

/** One listener for both webhooks and `GET /healthz`. @throws the listen error where the port is taken. */
export async function startHttp(options: HttpOptions): Promise<HttpServer> {
  const server = createServer((request, response) => void serve(request, response, options));
  server.requestTimeout = 30_000;
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(options.port, resolve));
  return {
    port: (server.address() as AddressInfo).port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      }),
  };
}

async function serve(request: IncomingMessage, response: ServerResponse, options: HttpOptions): Promise<void> {
  try {
    const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
    if (path === '/healthz')
      return end(response, options.healthy() ? 200 : 503, options.healthy() ? 'ok' : 'not ready');
    const route = options.routes.find((candidate) => candidate.path === path);
    if (route === undefined) return end(response, 404, 'not found');
    if (request.method !== 'POST') return end(response, 405, 'POST only');
    const body = await readBody(request);
    if (body === undefined) return end(response, 413, 'body too large');
    if (!wellFormed(request.headers['content-type'] ?? '', body)) return end(response, 400, 'malformed body');
    await route.handle(Object.assign(request, { rawBody: body }), response);
  } catch (error) {
    options.onError(error);
    if (!response.headersSent) end(response, 500, 'error');
  }
}

/** The whole body; undefined where it is over the limit (the rest is read and dropped, so that the sender sees the 413). */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size <= MOST_BODY) chunks.push(chunk as Buffer);
    else chunks.length = 0;
  }
  return size > MOST_BODY ? undefined : Buffer.concat(chunks);
}

/** JSON bodies must be objects: `null` ends bolt's process and leaves telegraf's request hanging. */
function wellFormed(contentType: string, body: Buffer): boolean {
  if (!contentType.includes('json')) return true;
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

function end(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`);
}
