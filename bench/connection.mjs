import { connect } from 'node:net';

const endOfHead = Buffer.from('\r\n\r\n');

/** A request as bytes. `path`, `headers` and `body` are as they are sent. */
export function bytesOf({ method, path, headers = {}, body = '' }, host) {
  const length = method === 'GET' ? [] : [`content-length: ${Buffer.byteLength(body)}`];
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return Buffer.from([`${method} ${path} HTTP/1.1`, `host: ${host}`, ...lines, ...length, '', body].join('\r\n'));
}

/** The value of a header in the head of an answer; undefined where it has none. */
export function headerOf(head, name) {
  return new RegExp(`^${name}: (.*)$`, 'im').exec(head)?.[1]?.trim();
}

/**
 * A connection that is kept open and has one request under way at a time. The programs that are usual for loads send
 * the same bytes again and again, or need as much of a core as the servers that they load.
 */
export function openConnection({ hostname, port }) {
  const socket = connect({ host: hostname, port, noDelay: true });
  let received = Buffer.alloc(0);
  let settle = null;
  let open = true;

  function look() {
    const end = received.indexOf(endOfHead);
    if (end < 0 || settle === null) return;
    const head = received.latin1Slice(0, end);
    const length = Number(headerOf(head, 'content-length') ?? 0);
    const start = end + endOfHead.length;
    if (received.length < start + length) return;
    const body = received.subarray(start, start + length);
    received = received.subarray(start + length);
    const { resolve } = settle;
    settle = null;
    resolve({ status: Number(head.slice(9, 12)), head, body });
  }

  function fail(error) {
    open = false;
    settle?.reject(error ?? new Error('The server closed the connection.'));
    settle = null;
  }

  socket.on('data', (chunk) => {
    received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
    look();
  });
  socket.on('error', fail);
  socket.on('close', () => fail());
  return {
    /** Sends a request and gives its answer. @throws where the connection breaks */
    send: (bytes) =>
      new Promise((resolve, reject) => {
        settle = { resolve, reject };
        socket.write(bytes);
      }),
    isOpen: () => open,
  };
}
