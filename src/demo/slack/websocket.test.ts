import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acceptWebSocket } from './websocket.ts';

let server: Server;
let url: string;

/** A server that says everything it hears back. */
beforeEach(async () => {
  server = createServer();
  server.on('upgrade', (asked, socket, head) => {
    const connection = acceptWebSocket(asked, socket, head);
    connection?.onText((text) => {
      if (text === 'close') connection.close();
      else connection.send(text);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
});

async function open(): Promise<WebSocket> {
  const socket = new WebSocket(`ws://${url}`);
  await once(socket, 'open');
  return socket;
}

it.each([
  ['nothing', ''],
  ['a word', 'hello'],
  ['other alphabets', 'Zieliński 🎭'],
  ['more than 125 bytes', 'x'.repeat(126)],
  ['more than 65,535 bytes', 'ü'.repeat(70_000)],
])('carries %s there and back', async (_name, text) => {
  const socket = await open();
  socket.send(text);
  const [event] = await once(socket, 'message');
  expect((event as MessageEvent).data).toBe(text);
  socket.close();
});

it('carries many messages in their order', async () => {
  const socket = await open();
  const heard: string[] = [];
  socket.onmessage = ({ data }) => heard.push(data);
  for (let count = 0; count < 50; count += 1) socket.send(`${count}`);
  socket.send('close');
  await once(socket, 'close');
  expect(heard).toEqual(Array.from({ length: 50 }, (_, count) => `${count}`));
});

it('ends cleanly from either side', async () => {
  const left = await open();
  left.close(1000);
  expect(await once(left, 'close')).toMatchObject([{ code: 1000, wasClean: true }]);
  const sentAway = await open();
  sentAway.send('close');
  expect(await once(sentAway, 'close')).toMatchObject([{ code: 1000 }]);
});

it('refuses a request that is no handshake', async () => {
  const asked = request(`http://${url}`, {
    headers: { connection: 'upgrade', upgrade: 'websocket' },
  });
  asked.end();
  const [response] = await once(asked, 'response');
  expect(response.statusCode).toBe(400);
});
