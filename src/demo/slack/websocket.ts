import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';

/** The server's end of a WebSocket (RFC 6455): text only, no extensions. Enough for Socket Mode, and no dependency. */
export type WebSocketConnection = {
  send: (text: string) => void;
  close: () => void;
  onText: (listener: (text: string) => void) => void;
  /** Until the connection ends, which it may do in the middle of anything. */
  onClose: (listener: () => void) => void;
};

/** RFC 6455 §1.3: proves that the server understood the handshake. */
const HANDSHAKE_GUID = '258EAFA5-E914-47DA-95CA-C5AB0DC85B11';
const MESSAGE_LIMIT = 16 * 1024 * 1024;
const OPCODE = { continuation: 0x0, text: 0x1, close: 0x8, ping: 0x9, pong: 0xa } as const;
const NORMAL_CLOSURE = Buffer.from([0x03, 0xe8]);

/** Answers the handshake; null (and the connection is over) where the request is none. */
export function acceptWebSocket(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
): WebSocketConnection | null {
  const key = request.headers['sec-websocket-key'];
  if (request.headers.upgrade?.toLowerCase() !== 'websocket' || !key) {
    socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    return null;
  }
  const accept = createHash('sha1').update(`${key}${HANDSHAKE_GUID}`).digest('base64');
  socket.write(
    `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${accept}\r\n\r\n`,
  );

  const textListeners = new Set<(text: string) => void>();
  const closeListeners = new Set<() => void>();
  let pending: Buffer = head;
  let fragments: Buffer[] = [];
  let isClosing = false;

  function write(opcode: number, payload: Buffer): void {
    if (socket.writable) socket.write(frame(opcode, payload));
  }

  function close(): void {
    if (!isClosing) write(OPCODE.close, NORMAL_CLOSURE);
    isClosing = true;
  }

  /** Tells once that nothing comes from the other side any more. */
  function ended(): void {
    for (const listener of closeListeners) listener();
    closeListeners.clear();
  }

  function take({ opcode, isLast, payload }: Frame): void {
    switch (opcode) {
      case OPCODE.ping:
        write(OPCODE.pong, payload);
        return;
      case OPCODE.close:
        close();
        socket.end();
        ended();
        return;
      case OPCODE.text:
      case OPCODE.continuation: {
        fragments.push(payload);
        if (!isLast) return;
        const text = Buffer.concat(fragments).toString();
        fragments = [];
        for (const listener of textListeners) listener(text);
        return;
      }
    }
  }

  function read(chunk: Buffer): void {
    pending = Buffer.concat([pending, chunk]);
    if (pending.length > MESSAGE_LIMIT) {
      socket.destroy();
      return;
    }
    for (let next = firstFrame(pending); next; next = firstFrame(pending)) {
      pending = pending.subarray(next.length);
      take(next);
    }
  }

  socket.on('data', read);
  socket.on('error', () => socket.destroy());
  socket.on('close', ended);
  // What came with the handshake is read once the caller had the chance to listen.
  queueMicrotask(() => read(Buffer.alloc(0)));
  return {
    send: (text) => write(OPCODE.text, Buffer.from(text)),
    close,
    onText: (listener) => void textListeners.add(listener),
    onClose: (listener) => void closeListeners.add(listener),
  };
}

type Frame = { opcode: number; isLast: boolean; payload: Buffer; length: number };

/** The frame that `bytes` begins with, unmasked; null where it is not complete yet. RFC 6455 §5.2. */
function firstFrame(bytes: Buffer): Frame | null {
  if (bytes.length < 2) return null;
  const [first = 0, second = 0] = bytes;
  const short = second & 0x7f;
  const sizeBytes = short === 126 ? 2 : short === 127 ? 8 : 0;
  const isMasked = (second & 0x80) !== 0;
  const start = 2 + sizeBytes + (isMasked ? 4 : 0);
  if (bytes.length < start) return null;
  const size =
    sizeBytes === 0
      ? short
      : sizeBytes === 2
        ? bytes.readUInt16BE(2)
        : Number(bytes.readBigUInt64BE(2));
  if (bytes.length < start + size) return null;
  const payload = Buffer.from(bytes.subarray(start, start + size));
  if (isMasked) {
    const mask = bytes.subarray(start - 4, start);
    for (let index = 0; index < payload.length; index += 1) {
      payload[index] = (payload[index] ?? 0) ^ (mask[index % 4] ?? 0);
    }
  }
  return { opcode: first & 0x0f, isLast: (first & 0x80) !== 0, payload, length: start + size };
}

/** An unmasked, unfragmented frame, as servers send them. */
function frame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const header =
    length < 126
      ? Buffer.from([0x80 | opcode, length])
      : length < 65_536
        ? Buffer.from([0x80 | opcode, 126, length >> 8, length & 0xff])
        : Buffer.alloc(10);
  if (header.length === 10) {
    header[0] = 0x80 | opcode;
    header[1] = 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  return Buffer.concat([header, payload]);
}
