import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../../src/directory/caller-resolution.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../../fixtures/test-server.ts';
import { jsonApi, type SentDocument } from './api-server.ts';

let test: TestServer;
let people: People;
let token: string;

beforeAll(async () => {
  test = await startTestServer();
  people = await seedPeople(test);
  const { organizations, alice } = people;
  const input = { organizationId: organizations.a, owner: alice.ref, grantTypes: ['client_credentials'] } as const;
  const credentials = credentialsOf(await createApplication(test, input));
  token = (await jsonOf(await test.token({ grant_type: 'client_credentials', ...credentials }))).access_token ?? '';
});

afterAll(() => test.close());

interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  readonly document: SentDocument;
}

function readAnswer(answered: string): RawAnswer {
  const end = answered.indexOf('\r\n\r\n');
  const [first = '', ...lines] = answered.slice(0, end).split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 2)]),
  );
  const text = answered.slice(end + 4);
  const isJson = headers['content-type']?.includes('json');
  return {
    status: Number(first.split(' ')[1]),
    headers,
    text,
    document: (isJson && text !== '' ? JSON.parse(text) : {}) as SentDocument,
  };
}

interface Extra {
  /** On top of those that every request has; null leaves one out. */
  readonly headers?: Readonly<Record<string, string | null>>;
  readonly body?: string;
}

/** Sends bytes that no HTTP client would send, and reads the answer until the server closes the connection. */
function exchange(requestLine: string, { body = '', headers = {} }: Extra = {}): Promise<RawAnswer> {
  const all = { host: 'elsewhere.example', connection: 'close', authorization: `Bearer ${token}`, ...headers };
  const sent = Object.entries(all).filter(([, value]) => value !== null);
  const lines = sent.map(([name, value]) => `${name}: ${value}\r\n`);
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(test.url);
    let answered = '';
    const socket = connect(Number(port), hostname, () =>
      socket.write(`${requestLine}\r\n${lines.join('')}\r\n${body}`),
    );
    socket.setEncoding('utf8').setTimeout(10_000, () => socket.destroy(new Error('no answer')));
    socket.on('data', (chunk) => {
      answered += String(chunk);
    });
    socket.on('close', () => resolve(readAnswer(answered)));
    // The server may close while we are still sending a body that it has refused.
    socket.on('error', (error) => (answered === '' ? reject(error) : resolve(readAnswer(answered))));
  });
}

function expectRefusal(about: string, answer: RawAnswer, status: number): void {
  expect([about, answer.status, answer.headers['content-type']]).toEqual([about, status, jsonApi]);
  expect([about, answer.document.errors?.[0]?.status]).toEqual([about, String(status)]);
}

describe('a request target', () => {
  it('may be a whole URL, and links stay our own (RFC 9112 §3.2.2)', async () => {
    const { status, text, document } = await exchange('GET http://evil.example/api/users?page[size]=1 HTTP/1.1');
    expect(status).toBe(200);
    expect(document.links.self).toBe(`${test.url}/api/users?page%5Bsize%5D=1`);
    expect(text).not.toContain('evil.example');
    const wrong = await exchange('PUT http://evil.example/api/users HTTP/1.1');
    expectRefusal('another method', wrong, 405);
    expect(wrong.headers.allow).toBe('GET, POST, HEAD, OPTIONS');
    expectRefusal('a broken address', await exchange('GET http://evil.example/api/%zz HTTP/1.1'), 400);
  });

  it('does not take our links from the Host header', async () => {
    const { text } = await exchange('GET /api/users HTTP/1.1');
    expect(text).not.toContain('elsewhere.example');
  });

  it.each([
    ['a broken percent sign', '/api/users/%zz', 400],
    ['bytes that are not UTF-8', '/storefront/api/profile%c3%28', 400],
    ['a percent sign at the end', '/api/%', 400],
    ['a NUL', '/api/users/%00', 404],
    ['an id without end', `/api/users/${'a'.repeat(5000)}`, 404],
    ['a slash at the end of a list', '/api/users/', 404],
    ['a slash at the end of a profile', '/api/profile/', 404],
    ['two slashes', '/api//users', 404],
    ['steps upwards', '/api/roles/../users', 404],
    ['encoded steps upwards', '/api/%2e%2e/api/users', 404],
    ['an encoded slash', '/api/users%2fx', 404],
    ['a semicolon', '/api/users;x=1', 404],
    ['a fragment', '/api/users?page[size]=1#x', 400],
    ['a query at the entry', '/api?%zz', 400],
    ['an unknown query at the entry', '/api?x=1', 400],
    ['a broken query', '/api/users?%zz', 400],
  ])('with %s is refused in the shape of the API', async (about, target, status) => {
    expectRefusal(about, await exchange(`GET ${target} HTTP/1.1`), status);
  });

  it('with a slash too many says so', async () => {
    const detailOf = async (target: string) => (await exchange(`GET ${target} HTTP/1.1`)).document.errors[0]?.detail;
    expect(await detailOf('/api/profile/')).toContain('Leave out the slash at its end.');
    expect(await detailOf('/api/users/')).toContain('slash too many');
    expect(await detailOf('/api/nowhere/')).toContain('/api/doc shows what there is.');
  });
});

describe('a method', () => {
  it.each(['PUT', 'PROPFIND', 'TRACE', 'LOCK', 'PURGE'])('%s is 405 and says which there are', async (method) => {
    const answer = await exchange(`${method} /api/users HTTP/1.1`);
    expectRefusal(method, answer, 405);
    expect(answer.headers.allow).toBe('GET, POST, HEAD, OPTIONS');
  });
});

describe('a body', () => {
  const post = (body: string, headers: Readonly<Record<string, string>> = {}) =>
    exchange('POST /api/customers HTTP/1.1', {
      body,
      headers: { 'content-type': jsonApi, 'content-length': String(Buffer.byteLength(body)), ...headers },
    });
  const customer = (name: string) => `{"data":{"type":"customers","attributes":{"name":"${name}"}}}`;

  it('of a megabyte is 413, whether its length was told or not', async () => {
    expectRefusal('told', await post(customer('x'.repeat(1024 * 1024))), 413);
    const chunk = `10000\r\n${'x'.repeat(0x10000)}\r\n`;
    const chunked = await exchange('POST /api/customers HTTP/1.1', {
      headers: { 'content-type': jsonApi, 'transfer-encoding': 'chunked' },
      body: `${chunk.repeat(16)}0\r\n\r\n`,
    });
    expectRefusal('chunked', chunked, 413);
  });

  it.each(['gzip', 'deflate', 'br', 'identity, gzip', 'x'])('with the content encoding %s is 415', async (encoding) => {
    const answer = await post(customer('compressed'), { 'content-encoding': encoding });
    expectRefusal(encoding, answer, 415);
    expect(answer.document.errors[0]?.source).toEqual({ header: 'Content-Encoding' });
  });

  it('without a type, or with one that is none, is 415', async () => {
    for (const type of ['', ';;;', 'json', 'application/vnd.api+json;charset=utf-8', 'application/vnd.api+json;;x']) {
      expectRefusal(type, await post(customer('untyped'), { 'content-type': type }), 415);
    }
  });

  it('that is refused leaves everything as it was', async () => {
    const { administrations } = test.services;
    const page = { number: 1, size: 100 };
    const { rows } = await administrations.customers.list(serverCaller(), { filters: [], sort: [], page });
    expect(rows.map(({ name }) => name).sort()).toEqual([
      `Customer of ${people.carol.name.split('@')[0]}`,
      `Customer of ${people.dan.name.split('@')[0]}`,
    ]);
  });
});

describe('a token', () => {
  it('in the address is refused, beside the header or alone, and never logged (RFC 6750 §2)', async () => {
    const inQuery = await exchange(`GET /api/users?access_token=${token} HTTP/1.1`);
    expectRefusal('both', inQuery, 400);
    const alone = await exchange(`GET /api/users?access_token=${token} HTTP/1.1`, { headers: { authorization: null } });
    expectRefusal('in the query alone', alone, 401);
    for (const answer of [inQuery, alone]) expect(answer.text).not.toContain(token);
    expect(test.logLines.join('\n')).not.toContain(token);
  });
});
