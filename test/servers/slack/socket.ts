import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer, type WebSocket } from 'ws';

/** The Socket Mode side: one ticket a connection, `hello`, envelopes that must be acknowledged. */
export interface SocketSide {
  /** A WebSocket URL for one connection. */
  ticket(): string;
  /** Sends an envelope over the newest connection; resolves with the payload of its acknowledgement. */
  send(
    type: 'events_api' | 'slash_commands' | 'interactive',
    payload: unknown,
    retry?: { readonly attempt: number; readonly reason: string },
  ): Promise<unknown>;
  /** Slack's routine `disconnect`; resolves when the connection has been closed. */
  disconnect(): Promise<void>;
  /** Resolves once so many connections have been opened since the start. */
  connected(count: number): Promise<void>;
  /** Resolves once no connection is open. */
  closed(): Promise<void>;
  stop(): void;
}

export function createSocketSide(server: Server, root: () => string): SocketSide {
  const sockets = new WebSocketServer({ noServer: true });
  const tickets = new Set<string>();
  const live: WebSocket[] = [];
  const unanswered = new Map<string, (payload: unknown) => void>();
  const gone: (() => void)[] = [];
  let total = 0;
  let waiting: { readonly count: number; readonly resolve: () => void }[] = [];

  server.on('upgrade', (request, socket, head) => {
    const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket') ?? '';
    if (!tickets.delete(ticket)) {
      socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, welcome);
  });

  function welcome(socket: WebSocket): void {
    live.push(socket);
    total += 1;
    socket.on('close', () => {
      live.splice(live.indexOf(socket), 1);
      if (live.length === 0) for (const resolve of gone.splice(0)) resolve();
    });
    socket.on('message', (data) => acknowledge((data as Buffer).toString('utf8')));
    socket.send(
      JSON.stringify({ type: 'hello', num_connections: live.length, connection_info: { app_id: 'A0SIPWHY' } }),
    );
    for (const { resolve } of waiting.filter(({ count }) => total >= count)) resolve();
    waiting = waiting.filter(({ count }) => total < count);
  }

  function acknowledge(data: string): void {
    const { envelope_id: id, payload } = JSON.parse(data) as {
      readonly envelope_id: string;
      readonly payload?: unknown;
    };
    const resolve = unanswered.get(id);
    if (resolve === undefined)
      throw new Error(`Unexpected acknowledgement of ${id}, expected an envelope that waits for one`);
    unanswered.delete(id);
    resolve(payload);
  }

  return {
    ticket() {
      const ticket = randomUUID();
      tickets.add(ticket);
      return `${root().replace(/^http/, 'ws')}/link/?ticket=${ticket}&app_id=A0SIPWHY`;
    },
    send: (type, payload, retry) =>
      new Promise((resolve, reject) => {
        const socket = live.at(-1);
        if (socket === undefined)
          return reject(new Error('Unexpected envelope without a connection, expected an open one'));
        const id = randomUUID();
        unanswered.set(id, resolve);
        socket.send(
          JSON.stringify({
            type,
            envelope_id: id,
            payload,
            accepts_response_payload: type !== 'events_api',
            ...(retry !== undefined && { retry_attempt: retry.attempt, retry_reason: retry.reason }),
          }),
        );
      }),
    disconnect: () =>
      new Promise((resolve) => {
        const socket = live.at(-1);
        if (socket === undefined) return resolve();
        socket.once('close', () => resolve());
        socket.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested', debug_info: {} }));
      }),
    connected: (count) =>
      total >= count ? Promise.resolve() : new Promise((resolve) => waiting.push({ count, resolve })),
    closed: () => (live.length === 0 ? Promise.resolve() : new Promise((resolve) => gone.push(resolve))),
    stop() {
      for (const socket of live) socket.terminate();
      sockets.close();
    },
  };
}
