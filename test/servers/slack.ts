import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createFaults, type Fault, type Faults } from './slack/faults.ts';
import { describeFile, filesOf } from './slack/file-methods.ts';
import { failed, METHODS, type Answer } from './slack/methods.ts';
import { createRecorder, type Recorder } from './slack/record.ts';
import { createResponseUrls, type Origin } from './slack/response-urls.ts';
import { createSocketSide, type SocketSide } from './slack/socket.ts';
import { APP_TOKEN, BOT_TOKEN, createWorkspace, type Workspace } from './slack/workspace.ts';

/** A Slack of our own on loopback: refuses what Slack refuses, records every call. */
export interface SlackServer extends Recorder {
  readonly apiUrl: string;
  readonly workspace: Workspace;
  readonly socket: SocketSide;
  fault(method: string, ...faults: readonly Fault[]): void;
  responseUrl(origin: Origin): string;
  /** A file that a person sent, as events show it. */
  sendFile(name: string, mimetype: string, content: Buffer | string): Answer;
  stop(): Promise<void>;
}

export interface SlackServerOptions {
  readonly port?: number;
  readonly botToken?: string;
  readonly appToken?: string;
  /** Milliseconds; decides when a `response_url` ends. */
  readonly now?: () => number;
}

interface Context {
  readonly workspace: Workspace;
  readonly faults: Faults;
  readonly recorder: Recorder;
  readonly botToken: string;
  readonly appToken: string;
  readonly root: () => string;
  readonly responseUrls: ReturnType<typeof createResponseUrls>;
  readonly socket: SocketSide;
}

/** Starts it; port 0 by default. */
export async function startSlackServer(options: SlackServerOptions = {}): Promise<SlackServer> {
  const { port = 0, botToken = BOT_TOKEN, appToken = APP_TOKEN, now = Date.now } = options;
  const server = createServer();
  const root = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const workspace = createWorkspace();
  const recorder = createRecorder();
  const faults = createFaults();
  const socket = createSocketSide(server, root);
  const responseUrls = createResponseUrls(workspace, root, now);
  const context: Context = { workspace, faults, recorder, botToken, appToken, root, responseUrls, socket };
  server.on('request', (request, response) => void serve(request, response, context));
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, '127.0.0.1', resolve));
  return {
    ...recorder,
    apiUrl: `${root()}/api/`,
    workspace,
    socket,
    fault: (method, ...given) => faults.add(method, ...given),
    responseUrl: (origin) => responseUrls.make(origin),
    sendFile(name, mimetype, content) {
      const file = {
        id: `F0SENT${filesOf(workspace).size}`,
        name,
        mimetype,
        content: Buffer.from(content),
        channels: [],
        complete: true,
      };
      filesOf(workspace).set(file.id, file);
      return describeFile(file, root());
    },
    stop: () =>
      new Promise((resolve) => {
        socket.stop();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Outcome {
  readonly status: number;
  readonly answer: Answer;
  readonly args: Readonly<Record<string, unknown>>;
  readonly raw?: { readonly type: string; readonly content: Buffer | string };
}

async function serve(request: IncomingMessage, response: ServerResponse, context: Context): Promise<void> {
  const url = new URL(request.url ?? '/', context.root());
  const body = await readBody(request);
  const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
  const method = methodOf(url.pathname);
  const fault = context.faults.take(method);
  if (fault?.fault === 'gate') await fault.opens;
  if (fault?.fault === 'cut') {
    request.socket.destroy();
    return;
  }
  const { status, answer, args, raw } = faulty(fault) ?? answerOf(method, url, body, request, token, context);
  response.writeHead(status, {
    'content-type': raw?.type ?? 'application/json',
    ...(fault?.fault === 'rate-limit' && { 'retry-after': String(fault.retryAfterSeconds) }),
  });
  response.end(raw?.content ?? JSON.stringify(answer));
  context.recorder.add({ method, args, token, status, answer, at: Date.now() });
}

const methodOf = (path: string): string =>
  path.startsWith('/api/')
    ? path.slice('/api/'.length)
    : path.startsWith('/commands/')
      ? 'response_url'
      : path.startsWith('/upload/')
        ? 'upload'
        : path.startsWith('/files/')
          ? 'download'
          : path;

function faulty(fault: Fault | undefined): Outcome | undefined {
  if (fault?.fault === 'rate-limit') return { status: 429, answer: failed('ratelimited'), args: {} };
  if (fault?.fault === 'status') return { status: fault.status, answer: failed('server_error'), args: {} };
  if (fault?.fault === 'error') return { status: 200, answer: failed(fault.error), args: {} };
  return undefined;
}

function answerOf(
  method: string,
  url: URL,
  body: Buffer,
  request: IncomingMessage,
  token: string | undefined,
  context: Context,
): Outcome {
  const contentType = request.headers['content-type'] ?? '';
  if (method === 'response_url') return context.responseUrls.use(url.pathname, body.toString('utf8'), contentType);
  if (method === 'upload') return upload(url, body, context.workspace);
  if (method === 'download') return download(url, token, context);
  const args = contentType.includes('json')
    ? (JSON.parse(body.toString('utf8')) as Record<string, unknown>)
    : Object.fromEntries(new URLSearchParams(body.toString('utf8')));
  delete args['token'];
  const wanted = method === 'apps.connections.open' ? context.appToken : context.botToken;
  if (token === undefined) return { status: 200, answer: failed('not_authed'), args };
  if (token !== wanted) return { status: 200, answer: failed('invalid_auth'), args };
  if (method === 'apps.connections.open')
    return { status: 200, answer: { ok: true, url: context.socket.ticket() }, args };
  const run = METHODS[method];
  return {
    status: 200,
    answer: run === undefined ? failed('unknown_method') : run(args, context.workspace, context.root()),
    args,
  };
}

function upload(url: URL, body: Buffer, workspace: Workspace): Outcome {
  const id = url.pathname.split('/')[2] ?? '';
  const file = filesOf(workspace).get(id);
  if (file === undefined || body.length === 0) return { status: 404, answer: failed('file_not_found'), args: { id } };
  filesOf(workspace).set(id, { ...file, content: body });
  return {
    status: 200,
    answer: { ok: true },
    args: { id, size: body.length },
    raw: { type: 'text/plain', content: `OK - ${body.length}` },
  };
}

/** Without the token or `files:read` Slack answers 200 with its sign-in page. */
function download(url: URL, token: string | undefined, context: Context): Outcome {
  const id = url.pathname.split('/')[2] ?? '';
  const file = filesOf(context.workspace).get(id);
  if (file === undefined) return { status: 404, answer: failed('file_not_found'), args: { id } };
  if (token !== context.botToken || !context.workspace.scopes.has('files:read'))
    return {
      status: 200,
      answer: failed('sign_in'),
      args: { id },
      raw: { type: 'text/html; charset=utf-8', content: '<!DOCTYPE html><html><title>Sign in</title></html>' },
    };
  return { status: 200, answer: { ok: true }, args: { id }, raw: { type: file.mimetype, content: file.content } };
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
