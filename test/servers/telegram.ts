import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readParameters, type Parameters } from './telegram/body.ts';
import { ApiError } from './telegram/errors.ts';
import { createFaults, type Faults } from './telegram/faults.ts';
import { callMethod } from './telegram/methods.ts';
import { createPeople, type People } from './telegram/people.ts';
import { createUpdates, type Delivered } from './telegram/updates.ts';
import { createWorld, type World } from './telegram/world.ts';

/** One call of the Bot API as the server saw it, ended. */
export interface ApiCall {
  readonly method: string;
  readonly parameters: Parameters;
  /** What it returned; absent where it was refused. */
  readonly result?: unknown;
  readonly error?: { readonly code: number; readonly description: string };
}

/** A Bot API server on loopback, stricter than the real one. People in it write and press; every call is recorded. */
export interface TelegramServer extends People, Faults {
  /** For `TELEGRAM_API_ROOT`. */
  readonly root: string;
  readonly token: string;
  readonly world: World;
  /** Every ended call but getUpdates, in order. */
  readonly calls: readonly ApiCall[];
  /** Accepted calls of one method. */
  accepted(method: string): readonly ApiCall[];
  /** Refused calls, whatever the method. */
  readonly refused: readonly ApiCall[];
  /** Webhook deliveries with the status they got. */
  readonly delivered: readonly Delivered[];
  readonly webhook: string | undefined;
  /** Resolves as soon as `test` gives something for the calls so far. */
  until<T>(test: (calls: readonly ApiCall[]) => T | undefined | false): Promise<T>;
  /** Resolves once getUpdates is waiting. */
  polled(): Promise<void>;
  stop(): Promise<void>;
}

export interface TelegramServerOptions {
  readonly port?: number;
  readonly token?: string;
  readonly username?: string;
  /** First delay of a webhook delivery that was refused. */
  readonly retryMs?: number;
}

export const TEST_TOKEN = '700000:TEST-token-of-the-loopback-server';

/** Starts the server; resolves once it listens. */
export async function startTelegramServer(options: TelegramServerOptions = {}): Promise<TelegramServer> {
  const token = options.token ?? TEST_TOKEN;
  const world = createWorld({
    id: Number(token.split(':')[0]),
    is_bot: true,
    first_name: 'sipwhy',
    username: options.username ?? 'SipWhyBot',
  });
  const updates = createUpdates(options.retryMs ?? 20);
  const faults = createFaults();
  const calls: ApiCall[] = [];
  const waiting = new Set<() => void>();
  const pollers = new Set<() => void>();
  const told = (call: ApiCall): void => {
    if (call.method !== 'getUpdates') calls.push(call);
    for (const check of waiting) check();
  };
  const answer = async (method: string, parameters: Parameters, gone: AbortSignal): Promise<unknown> => {
    await faults.before(method, parameters);
    if (method === 'getUpdates') queueMicrotask(() => pollers.forEach((resolve) => resolve()));
    return callMethod(world, updates, method, parameters, gone);
  };
  const server = createServer((request, response) => void serve({ token, world, answer, told }, request, response));
  await new Promise<void>((resolve) => server.listen(options.port ?? 0, '127.0.0.1', resolve));
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token,
    world,
    calls,
    accepted: (method) => calls.filter((call) => call.method === method && call.error === undefined),
    get refused() {
      return calls.filter((call) => call.error !== undefined);
    },
    delivered: updates.delivered,
    get webhook() {
      return updates.webhook?.url;
    },
    until: (test) =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = test(calls);
          if (found === undefined || found === false) return;
          waiting.delete(check);
          resolve(found);
        };
        waiting.add(check);
        check();
      }),
    polled: () => new Promise((resolve) => void pollers.add(resolve)),
    ...createPeople(world, updates),
    ...faults,
    stop() {
      updates.stop();
      faults.releaseAll();
      server.closeAllConnections();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
}

interface Served {
  readonly token: string;
  readonly world: World;
  answer(method: string, parameters: Parameters, gone: AbortSignal): Promise<unknown>;
  told(call: ApiCall): void;
}

async function serve(served: Served, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  response.on('close', () => gone.abort());
  const [, kind, token, method = ''] = /^\/(?:(file)\/)?bot([^/]+)\/([^?]*)/.exec(request.url ?? '') ?? [];
  let parameters: Parameters = {};
  try {
    if (token !== served.token) throw new ApiError(401, 'Unauthorized');
    if (kind === 'file') return download(served.world, method, response);
    parameters = await readParameters(request);
    const result = await served.answer(method, parameters, gone.signal);
    reply(response, 200, { ok: true, result });
    served.told({ method, parameters, result });
  } catch (error) {
    const refusal = error instanceof ApiError ? error : new ApiError(500, `Internal Server Error: ${String(error)}`);
    if (refusal.code >= 500)
      response.writeHead(refusal.code, { 'content-type': 'text/html' }).end(`<html>${refusal.message}</html>`);
    else
      reply(response, refusal.code, {
        ok: false,
        error_code: refusal.code,
        description: refusal.message,
        ...(refusal.parameters && { parameters: refusal.parameters }),
      });
    served.told({ method, parameters, error: { code: refusal.code, description: refusal.message } });
  }
}

function reply(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function download(world: World, path: string, response: ServerResponse): void {
  const file = [...world.files.values()].find((candidate) => candidate.path === path);
  if (file === undefined) throw new ApiError(404, 'Not Found');
  response
    .writeHead(200, { 'content-type': 'application/octet-stream', 'content-length': file.bytes.length })
    .end(file.bytes);
}
