import { beforeAll, describe, expect, it } from 'vitest';
import { csvLine } from '../../../src/http/json-api/csv.ts';
import { eventsOf } from '../../fixtures/test-directory.ts';
import { type ApiServer, jsonApi, useApiServer } from './api-server.ts';

const path = '/api/oauthapplications/export';

/** The cells of a file of ours, read the way RFC 4180 says. */
function readCsv(text: string): string[][] {
  const records = text.replace(/^\uFEFF/, '').match(/(?:"(?:[^"]|"")*"|[^"\r])*\r\n/g) ?? [];
  return records.map((record) =>
    [...record.slice(0, -2).matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,"]*))/g)].map(([, quoted, plain]) =>
      quoted === undefined ? (plain ?? '') : quoted.replaceAll('""', '"'),
    ),
  );
}

describe('an export', () => {
  const server = useApiServer();
  let tokens: Record<'root' | 'alice' | 'mia' | 'carol', string>;

  async function create(authorization: string, name: string, url = '/api/oauthapplications'): Promise<string> {
    const data = { type: 'oauthapplications', attributes: { name, grantTypes: ['client_credentials'] } };
    const { document, status } = await server().write('POST', url, authorization, { data });
    expect(status).toBe(201);
    return document.data.id;
  }

  const exported = async (authorization: string, query = '', url = path) =>
    readCsv((await server().get(url + query, authorization)).text);
  const namesIn = async (...asked: Parameters<typeof exported>) => {
    const [head = [], ...rows] = await exported(...asked);
    return rows.map((row) => row[head.indexOf('name')]);
  };

  beforeAll(async () => {
    const { organizations, people, signIn }: ApiServer = server();
    tokens = {
      root: await signIn(people.root, organizations.all),
      alice: await signIn(people.alice, organizations.a),
      mia: await signIn(people.mia, organizations.a),
      carol: await signIn(people.carol, organizations.a),
    };
    await create(tokens.root, 'Headquarters export');
    for (const name of ['Gamma, with a comma', '=HYPERLINK("https://evil.example")', 'Älpha "quoted"']) {
      await create(tokens.alice, name);
    }
    await create(tokens.mia, 'Mine alone');
    await create(tokens.carol, 'Of the storefront', '/storefront/api/oauthapplications');
  });

  it('is a CSV file in UTF-8 with a name and a first line of columns', async () => {
    const { headers, status, text } = await server().get(path, tokens.alice);
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(headers['content-disposition']).toMatch(/^attachment; filename="oauthapplications-\d{4}-\d\d-\d\d\.csv"$/);
    expect(headers['cache-control']).toBe('no-store');
    expect(text.startsWith('\uFEFFid,name,clientId,side,active,')).toBe(true);
    expect(text.endsWith('\r\n')).toBe(true);
  });

  it('holds every row whole, whatever is in it, in the order that was asked for', async () => {
    expect(await namesIn(tokens.alice, '?sort=-name&filter[side]=backoffice')).toEqual([
      'Älpha "quoted"',
      'Mine alone',
      'Gamma, with a comma',
      `'=HYPERLINK("https://evil.example")`,
    ]);
  });

  it('takes the filters of the list', async () => {
    expect(await namesIn(tokens.alice, '?filter[name][contains]=comma')).toEqual(['Gamma, with a comma']);
    expect(await namesIn(tokens.alice, '?filter[side]=storefront')).toEqual(['Of the storefront']);
  });

  it('holds only what the reach of the caller holds', async () => {
    expect(await namesIn(tokens.root)).toHaveLength(6);
    expect(await namesIn(tokens.alice)).toHaveLength(5);
    expect(await namesIn(tokens.mia)).toEqual(['Mine alone']);
    expect(await namesIn(tokens.carol, '', '/storefront/api/oauthapplications/export')).toEqual(['Of the storefront']);
    const { organizations, people, signIn } = server();
    const withoutScope = await signIn(people.alice, organizations.a, ['users:read']);
    expect((await server().get(path, withoutScope)).status).toBe(403);
  });

  it('is written to the audit log with its filters and order, and a look at its headers is not', async () => {
    const count = async () =>
      (await eventsOf(server().directory)).filter(({ type }) => type === 'list.exported').length;
    const before = await count();
    const { people, send } = server();
    const head = await send({ method: 'HEAD', url: path, headers: { authorization: tokens.alice } });
    expect([head.status, head.text, await count()]).toEqual([200, '', before]);
    await exported(tokens.alice, '?sort=-createdAt&filter[active]=true');
    const event = (await eventsOf(server().directory)).findLast(({ type }) => type === 'list.exported');
    expect(await count()).toBe(before + 1);
    expect(event).toMatchObject({
      actor: people.alice,
      organizationId: server().organizations.a,
      subject: { kind: 'list', id: 'oauthapplications' },
      details: { filters: ['active equals true'], sort: ['-createdAt'] },
    });
  });

  it('is refused as JSON:API refuses, and then nothing is logged', async () => {
    const before = (await eventsOf(server().directory)).length;
    for (const [query, parameter] of [
      ['?page[size]=5', 'page[size]'],
      ['?include=owner', 'include'],
      ['?filter[nmae]=x', 'filter[nmae]'],
      ['?sort=nothing', 'sort'],
    ] as const) {
      const { document, headers, status } = await server().get(path + query, tokens.alice);
      expect([status, document.errors[0]?.source]).toEqual([400, { parameter }]);
      expect([headers['content-type'], headers['content-disposition']]).toEqual([jsonApi, undefined]);
    }
    const headers = { authorization: tokens.alice, accept: jsonApi };
    const { document, status } = await server().send({ method: 'GET', url: path, headers });
    expect([status, document.errors[0]?.detail]).toEqual([
      406,
      'This address answers text/csv. Send Accept: text/csv.',
    ]);
    expect((await eventsOf(server().directory)).length).toBe(before);
  });

  it('takes the Accept of scripts and of browsers', async () => {
    for (const accept of ['text/csv', 'text/*;q=0.5', 'text/html,application/xml;q=0.9,*/*;q=0.8']) {
      const headers = { authorization: tokens.alice, accept };
      expect((await server().send({ method: 'GET', url: path, headers })).status).toBe(200);
    }
  });
});

describe('a line of a CSV file', () => {
  it('never begins a cell with what a spreadsheet takes for a formula (CWE-1236)', () => {
    for (const start of ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' =', '\u00A0+', '\uFEFF@']) {
      const [[written] = []] = readCsv(csvLine([`${start}1+1`]));
      expect(written).toBe(`'${start}1+1`);
    }
  });

  it('leaves numbers, yes and no, and harmless text as they are, and nothing empty', () => {
    expect(csvLine([-1, true, 'a-b=c', null, 'x@example.com', ''])).toBe('-1,true,a-b=c,,x@example.com,\r\n');
  });

  it('quotes what would end a cell or line (RFC 4180 §2)', () => {
    expect(csvLine(['a,b', 'say "yes"', 'one\r\ntwo'])).toBe('"a,b","say ""yes""","one\r\ntwo"\r\n');
  });
});
