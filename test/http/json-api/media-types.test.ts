import { beforeAll, describe, expect, it } from 'vitest';
import { jsonApi, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let made = 0;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
});

describe('the type of a body', () => {
  async function statusOf(contentType: string | undefined, headers = {}): Promise<number> {
    made += 1;
    const data = { type: 'organizations', attributes: { name: `Organization number ${made}` } };
    const { status, document } = await server().send({
      method: 'POST',
      url: '/api/organizations',
      headers: { authorization: root, ...(contentType !== undefined && { 'content-type': contentType }), ...headers },
      payload: JSON.stringify({ data }),
    });
    if (status === 415) expect(document.errors[0]?.source?.header).toMatch(/^Content-/);
    return status;
  }

  it.each([
    jsonApi,
    'Application/VND.API+JSON',
    `${jsonApi};`,
    `${jsonApi}; profile="https://example.com/one https://example.com/two"`,
    `${jsonApi}; profile="a;b,c"; ext=""`,
    'application/json',
    'application/json;charset=utf-8',
    'application/json; charset="UTF-8"',
  ])('may be %s', async (contentType) => {
    expect(await statusOf(contentType)).toBe(201);
  });

  it.each([
    undefined,
    '',
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'application/vnd.api+json2',
    `${jsonApi}; charset=utf-8`,
    `${jsonApi}; ext="https://jsonapi.org/ext/atomic"`,
    `${jsonApi}; version=1`,
    `${jsonApi}, application/json`,
    'application/json; charset=utf-16',
    'application/json; x=1',
    `${jsonApi}; ${'; '.repeat(5000)}x`,
  ])('may not be %s (JSON:API 1.1, Content Negotiation)', async (contentType) => {
    expect(await statusOf(contentType)).toBe(415);
  });

  it('may not be compressed', async () => {
    expect(await statusOf(jsonApi, { 'content-encoding': 'gzip' })).toBe(415);
    expect(await statusOf(jsonApi, { 'content-encoding': 'identity' })).toBe(201);
  });
});

describe('what a client accepts', () => {
  async function statusOf(accept: string): Promise<number> {
    const { status, document, headers } = await server().send({
      method: 'GET',
      url: '/api/organizations',
      headers: { authorization: root, accept },
    });
    expect(headers['content-type']).toBe(jsonApi);
    if (status === 406)
      expect(document.errors[0]).toMatchObject({ code: 'not_acceptable', source: { header: 'Accept' } });
    return status;
  }

  it.each([
    '',
    '*/*',
    'application/*',
    'application/json',
    jsonApi,
    'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8',
    `${jsonApi}; profile="https://example.com/x"`,
    `${jsonApi};q=0.5`,
    `${jsonApi}; ext="https://example.com/x", ${jsonApi}`,
    `${jsonApi}; charset=utf-8, application/json`,
    'text/plain;x="a,b;c", */*',
  ])('may be “%s”', async (accept) => {
    expect(await statusOf(accept)).toBe(200);
  });

  it.each([
    `${jsonApi}; charset=utf-8`,
    `${jsonApi}; ext="https://example.com/x"`,
    `${jsonApi}; v=1, ${jsonApi}; v=2`,
    `${jsonApi};q=0`,
    'text/html',
    'nonsense',
    '"*/*"',
  ])('may not be “%s” alone (JSON:API 1.1, Content Negotiation)', async (accept) => {
    expect(await statusOf(accept)).toBe(406);
  });
});
