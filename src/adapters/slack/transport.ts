import type { IncomingMessage, ServerResponse } from 'node:http';
import { HTTPReceiver, SocketModeReceiver, type Logger } from '@slack/bolt';
import { PlatformError } from '../../bot/errors.ts';
import { refusalOf } from './calls.ts';
import { slackRoute, type SlackRoute } from './route.ts';
import { startError, within } from './start.ts';

/** One of the two ways by which Slack reaches us. */
export interface Transport {
  readonly receiver: HTTPReceiver | SocketModeReceiver;
  readonly routes: readonly SlackRoute[];
  start(limitMs: number): Promise<void>;
  ready(): boolean;
  stop(): Promise<void>;
}

/** Events, commands and actions by `POST /slack/events`; the listener is not ours. */
export function httpTransport(signingSecret: string | undefined, logger: Logger): Transport {
  if (signingSecret === undefined || signingSecret.trim() === '')
    throw new PlatformError(
      'Unexpected empty SLACK_SIGNING_SECRET, expected the signing secret of the app, or SLACK_APP_TOKEN for Socket Mode',
    );
  const receiver = new HTTPReceiver({ signingSecret, logger });
  let open = false;
  return {
    receiver,
    routes: [
      slackRoute(
        (request: IncomingMessage, response: ServerResponse) => receiver.requestListener(request, response),
        () => open,
      ),
    ],
    start: async () => void (open = true),
    ready: () => open,
    stop: async () => void (open = false),
  };
}

export interface SocketOptions {
  readonly appToken: string;
  /** Of the WebClient that asks for connections. */
  readonly clientOptions: object;
  readonly clientPingTimeoutMs: number;
}

/** `new App({ socketMode: true })` would ignore the ping settings: the receiver is built here. */
export function socketTransport(
  { appToken, clientOptions, clientPingTimeoutMs }: SocketOptions,
  logger: Logger,
): Transport {
  const receiver = new SocketModeReceiver({
    appToken,
    logger,
    clientPingTimeout: clientPingTimeoutMs,
    installerOptions: { clientOptions },
  });
  const { client } = receiver;
  let connected = false;
  let started = false;
  let stopping = false;
  client.on('connected', () => void (connected = true));
  for (const lost of ['close', 'disconnected', 'reconnecting', 'disconnecting'])
    client.on(lost, () => void (connected = false));
  const connect = client.start.bind(client);
  client.start = () => keepConnecting(connect, () => (stopping ? 'stopping' : started ? 'running' : 'starting'));
  return {
    receiver,
    routes: [],
    async start(limitMs) {
      try {
        await within(client.start(), limitMs);
        started = true;
      } catch (error) {
        stopping = true;
        await client.disconnect();
        throw startError(error, 'SLACK_APP_TOKEN');
      }
    },
    ready: () => connected,
    stop() {
      stopping = true;
      return client.disconnect();
    },
  };
}

const MOST_PAUSE_MS = 30_000;

/**
 * Connects again until it works. A reconnect of the client that rejects has nobody to hear it and would end the process: that may
 * happen only where the token is refused, which no patience heals.
 */
async function keepConnecting(
  connect: () => Promise<Connection>,
  phase: () => 'starting' | 'running' | 'stopping',
): Promise<Connection> {
  for (let pauseMs = 1_000; ; pauseMs = Math.min(2 * pauseMs, MOST_PAUSE_MS)) {
    try {
      return await connect();
    } catch (error) {
      if (phase() === 'stopping') return { ok: false };
      if (phase() === 'starting' || refusalOf(error) !== undefined) throw error;
      await new Promise((resolve) => setTimeout(resolve, pauseMs).unref());
    }
  }
}

type Connection = Awaited<ReturnType<SocketModeReceiver['client']['start']>>;
