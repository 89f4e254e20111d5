import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Wire } from './delivery.ts';
import type { State } from './state.ts';
import { acceptWebSocket, type WebSocketConnection } from './websocket.ts';

export type SocketMode = {
  /** Offers connections on this listening server, whose address becomes this Slack's own. */
  attach: (server: Server) => void;
  /** A fresh address for one connection; null before `attach`. */
  url: () => string | null;
  isConnected: () => boolean;
  wire: Wire;
  /** Asks the app to connect again, as Slack does when it recycles a connection. */
  refresh: () => void;
  stop: () => void;
};

type Ack = { status: number; body: string; isFinal: boolean };

/** Deliveries over WebSockets the app opened: an envelope each, acknowledged by its id. https://docs.slack.dev/apis/events-api/using-socket-mode */
export function createSocketMode(state: State): SocketMode {
  const connections = new Set<WebSocketConnection>();
  const tickets = new Set<string>();
  const waiting = new Map<
    string,
    { resolve: (ack: Ack) => void; reject: (error: Error) => void }
  >();
  let host: string | null = null;

  function connect(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'ws://localhost');
    const isExpected = pathname === '/link' && tickets.delete(searchParams.get('ticket') ?? '');
    if (!isExpected) {
      socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\n\r\n');
      return;
    }
    const connection = acceptWebSocket(request, socket, head);
    if (!connection) return;
    connections.add(connection);
    connection.onClose(() => connections.delete(connection));
    connection.onText(acknowledge);
    connection.send(
      JSON.stringify({
        type: 'hello',
        num_connections: connections.size,
        connection_info: { app_id: state.bot.appId },
        debug_info: { host: 'callboard-demo', approximate_connection_time: 18_060 },
      }),
    );
  }

  function acknowledge(text: string): void {
    const ack = parsed(text);
    const id = String(ack['envelope_id']);
    const delivery = waiting.get(id);
    if (!delivery) return;
    waiting.delete(id);
    const payload = ack['payload'];
    const isEmpty = typeof payload !== 'object' || !payload || Object.keys(payload).length === 0;
    delivery.resolve({ status: 200, body: isEmpty ? '' : JSON.stringify(payload), isFinal: false });
  }

  return {
    attach(server) {
      const { port } = server.address() as AddressInfo;
      host = `127.0.0.1:${port}`;
      state.origin = `http://${host}`;
      server.on('upgrade', connect);
    },
    url() {
      if (!host) return null;
      const ticket = crypto.randomUUID();
      tickets.add(ticket);
      return `ws://${host}/link?ticket=${ticket}`;
    },
    isConnected: () => connections.size > 0,
    wire({ kind, payload, retry }) {
      const [connection] = connections;
      if (!connection) return Promise.reject(new Error('No connection is open.'));
      const envelope_id = crypto.randomUUID();
      const { promise, resolve, reject } = Promise.withResolvers<Ack>();
      waiting.set(envelope_id, { resolve, reject });
      connection.onClose(() => reject(new Error('The connection was closed.')));
      connection.send(
        JSON.stringify({
          envelope_id,
          type: kind,
          payload,
          accepts_response_payload: kind !== 'events_api',
          ...(kind === 'events_api' && {
            retry_attempt: retry?.num ?? 0,
            retry_reason: retry ? 'timeout' : '',
          }),
        }),
      );
      return promise;
    },
    refresh() {
      for (const connection of connections) {
        connection.send(JSON.stringify({ type: 'disconnect', reason: 'refresh_requested' }));
      }
    },
    stop() {
      for (const connection of connections) connection.close();
    },
  };
}

function parsed(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
