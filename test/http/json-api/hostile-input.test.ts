import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventsOf } from '../../fixtures/test-directory.ts';
import { type Answer, jsonApi, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let before: string;

/** Everything that a change would show in. */
async function state(): Promise<string> {
  const { get } = server();
  const lists = ['users', 'organizations', 'roles', 'customers', 'customerusers', 'oauthapplications'];
  const answers = await Promise.all(lists.map((type) => get(`/api/${type}?page[size]=100`, root)));
  return JSON.stringify([answers.map(({ text }) => text), await eventsOf(server().directory)]);
}

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  before = await state();
});

afterAll(async () => {
  expect(await state()).toBe(before);
});

function expectRefusal({ status, headers, document }: Answer, about: unknown): void {
  expect([about, status >= 400 && status < 500]).toEqual([about, true]);
  expect(headers['content-type']).toBe(jsonApi);
  expect(document.errors.length).toBeGreaterThan(0);
  for (const error of document.errors) {
    expect(Object.values(error).every((value) => typeof value === 'object' || typeof value === 'string')).toBe(true);
    expect(error).toMatchObject({
      id: expect.any(String),
      status: expect.stringMatching(/^4\d\d$/),
      code: expect.stringMatching(/^[a-z_]+$/),
      title: expect.any(String),
      detail: expect.any(String),
    });
  }
}

/** Every pointer leads to something in the document that was sent. */
function expectPointersLead({ document }: Answer, payload: string): void {
  for (const { source } of document.errors) {
    if (source?.pointer === undefined) continue;
    const names = source.pointer.split('/').slice(1);
    let value: unknown = JSON.parse(payload);
    for (const name of names) {
      const member = name.replace(/~1/g, '/').replace(/~0/g, '~');
      const isThere = typeof value === 'object' && value !== null && Object.hasOwn(value, member);
      expect([payload, source.pointer, isThere]).toEqual([payload, source.pointer, true]);
      value = (value as Record<string, unknown>)[member];
    }
  }
}

const organization = (name: string) => `{"data":{"type":"organizations","attributes":{"name":${name}}}}`;
const deep = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

const bodies: readonly (readonly [what: string, body: string | Uint8Array, status: number])[] = [
  ['nothing', '', 400],
  ['no JSON', 'data=1', 400],
  ['half a document', '{"data":{"type":"organizations"', 400],
  ['more than a document', `${organization('"x"')}{}`, 400],
  ['a trailing comma', '{"data":{"type":"organizations","attributes":{"name":"x",}}}', 400],
  ['a comment', `/* x */${organization('"x"')}`, 400],
  ['a byte order mark', `\ufeff${organization('"x"')}`, 400],
  ['a text', '"x"', 400],
  ['a number', '1', 400],
  ['null', 'null', 400],
  ['a list', `[${organization('"x"')}]`, 400],
  ['an empty object', '{}', 400],
  ['null as data', '{"data":null}', 400],
  ['a list as data', '{"data":[{"type":"organizations","attributes":{"name":"x"}}]}', 400],
  ['a text as attributes', '{"data":{"type":"organizations","attributes":"name"}}', 400],
  ['a list as attributes', '{"data":{"type":"organizations","attributes":["name"]}}', 400],
  ['a number as type', '{"data":{"type":1,"attributes":{"name":"x"}}}', 400],
  ['a member named twice', '{"data":{"type":"organizations","attributes":{"name":"x","name":"y"}}}', 400],
  [
    'a member named twice, once escaped',
    '{"data":{"type":"organizations","attributes":{"name":"x","n\\u0061me":"y"}}}',
    400,
  ],
  ['data named twice', '{"data":{"type":"organizations","attributes":{"name":"x"}},"data":null}', 400],
  ['__proto__', '{"data":{"type":"organizations","attributes":{"name":"x","__proto__":{"global":true}}}}', 400],
  ['__proto__ outside', '{"__proto__":{"data":1},"data":{"type":"organizations","attributes":{"name":"x"}}}', 400],
  ['constructor', '{"data":{"type":"organizations","attributes":{"name":"x","constructor":{"prototype":{}}}}}', 400],
  ['toString', '{"data":{"type":"organizations","attributes":{"name":"x","toString":"y"}}}', 400],
  [
    'hasOwnProperty as a relationship',
    '{"data":{"type":"organizations","attributes":{"name":"x"},"relationships":{"hasOwnProperty":{"data":null}}}}',
    400,
  ],
  ['a NUL character', organization('"x\\u0000y"'), 400],
  ['a NUL byte', organization('"x\0y"'), 400],
  ['half of a character', organization('"x\\ud800y"'), 400],
  ['half of a character as a name', '{"data":{"type":"organizations","attributes":{"name":"x","\\udc00":1}}}', 400],
  [
    'bytes that are not UTF-8',
    Buffer.concat([Buffer.from('{"data":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}')]),
    400,
  ],
  ['UTF-16', Buffer.from(organization('"x"'), 'utf16le'), 400],
  ['deep nesting', `{"data":${deep(1000)}}`, 400],
  ['very deep nesting', deep(120_000), 400],
  ['deep nesting in an attribute', organization(deep(40)), 400],
  ['nesting in an attribute', organization(deep(20)), 422],
  ['an object as a text', organization('{"toString":"x"}'), 422],
  ['a list as a text', organization('["x"]'), 422],
  ['a number as a text', organization('1e999'), 422],
  ['true as a text', organization('true'), 422],
  ['null as a text', organization('null'), 422],
  ['nothing as a text', organization('""'), 422],
  ['blanks as a text', organization('" \\t "'), 422],
  ['a line break', organization('"a\\nb"'), 422],
  ['text written backwards', organization('"a\\u202eb"'), 422],
  ['a long text', organization(`"${'x'.repeat(256)}"`), 422],
  ['a very long text', organization(`"${'x'.repeat(200_000)}"`), 422],
  ['escapes without end', organization(`"${'\\u0061'.repeat(30_000)}"`), 422],
  ['a huge body', organization(`"${'x'.repeat(300_000)}"`), 413],
  [
    'many members',
    `{"data":{"type":"organizations","attributes":{"name":"x",${Array.from({ length: 5000 }, (_, at) => `"a${at}":1`).join()}}}}`,
    400,
  ],
  [
    'many relationships',
    `{"data":{"type":"organizations","attributes":{"name":"x"},"relationships":{${Array.from({ length: 2000 }, (_, at) => `"r${at}":{"data":null}`).join()}}}}`,
    400,
  ],
];

describe('a body with', () => {
  it.each(bodies)('%s is refused in the shape of the API, and changes nothing', async (what, body, status) => {
    const answer = await server().send({
      method: 'POST',
      url: '/api/organizations',
      headers: { authorization: root, 'content-type': jsonApi },
      payload: body as string,
    });
    expectRefusal(answer, what);
    expect([what, answer.status]).toEqual([what, status]);
  });

  it('a relationship with countless targets is refused', async () => {
    const identifiers = Array.from({ length: 1001 }, () => ({ type: 'organizations', id: 'x' }));
    const data = {
      type: 'organizations',
      attributes: { name: 'x' },
      relationships: { members: { data: identifiers } },
    };
    expectRefusal(await server().write('POST', '/api/organizations', root, { data }), 'many identifiers');
  });

  it('ids of another form is refused wherever an id stands', async () => {
    const { customers, write } = server();
    const ids = ['', '1', "' or 1=1 --", '../../etc/passwd', '3f1c9a52-7d0e-4b6a-9c3d-5a8e1f20b74', `${customers.a}\n`];
    for (const id of ids) {
      const relationships = { organization: { data: { type: 'organizations', id } } };
      const data = { type: 'customers', attributes: { name: 'x' }, relationships };
      expectRefusal(await write('POST', '/api/customers', root, { data }), id);
      const memberships = [{ organizationId: id, roleId: id }];
      const user = { type: 'users', attributes: { username: 'x', email: 'x@example.com', memberships } };
      expectRefusal(await write('POST', '/api/users', root, { data: user }), id);
    }
  });
});

describe('an address with', () => {
  const addresses: readonly (readonly [what: string, query: string])[] = [
    ['a broken percent sign', 'filter[username]=%'],
    ['a broken percent sign in a name', 'fil%ter=1'],
    ['half an escape', 'filter[username]=%f'],
    ['bytes that are not UTF-8', 'filter[username]=%C3%28'],
    ['an overlong NUL', 'filter[username]=%C0%80'],
    ['a surrogate', 'filter[username]=%ED%A0%80'],
    ['a NUL', 'filter[username]=a%00b'],
    ['a NUL in a name', 'a%00b=1'],
    ['open brackets', 'filter[username=1'],
    ['nested brackets', 'filter[username][not][not]=1'],
    ['empty brackets', 'filter[]=1'],
    ['a list in brackets', 'filter[username][]=1'],
    ['__proto__', '__proto__=1'],
    ['__proto__ in brackets', 'filter[__proto__][not]=1'],
    ['constructor in brackets', 'filter[constructor]=1'],
    ['__proto__ as fields', 'fields[__proto__]=x'],
    ['toString as an order', 'sort=toString'],
    ['valueOf as an include', 'include=valueOf'],
    ['__proto__ as an include', 'include=__proto__'],
    ['a parameter twice', 'page[size]=1&page[size]=2'],
    ['a parameter twice, once encoded', 'page[size]=1&page%5Bsize%5D=2'],
    ['very many parameters', Array.from({ length: 60 }, (_, at) => `a${at}=1`).join('&')],
    ['very many values', `filter[username]=${'a,'.repeat(200)}`],
    ['a very long name', `${'x'.repeat(10_000)}=1`],
    ['a very long order', `sort=${'username,'.repeat(500)}`],
    ['a very long include', `include=${'roles.'.repeat(500)}`],
    ['a page of endless digits', `page[number]=${'9'.repeat(400)}`],
    ['a page that is no number', 'page[size]=0x10'],
    ['an infinite page', 'page[size]=Infinity'],
    ['a fraction of a page', 'page[size]=1.5'],
    ['an impossible time', 'filter[createdAt][after]=2026-13-45'],
    ['a token', 'access_token=x'],
  ];

  it.each(addresses)('%s is refused in the shape of the API', async (what, query) => {
    expectRefusal(await server().get(`/api/users?${query}`, root), what);
    expectRefusal(await server().get(`/api/users/${server().people.root.id}?${query}`, root), what);
  });

  it('strange values of known filters finds nothing', async () => {
    const values = ['💩', "' or 1=1 --", '%', '_', '\\', '\\,', '\\\\,x', '𝓪', '\u202e', '{}', '$1', 'x'.repeat(5000)];
    for (const value of values) {
      for (const filter of ['username', 'username][contains', 'username][starts-with', 'organization', 'id']) {
        const { status, document } = await server().get(
          `/api/users?filter[${filter}]=${encodeURIComponent(value)}`,
          root,
        );
        expect([filter, value, status]).toEqual([filter, value, 200]);
        const found = document.data.map(({ attributes }) => attributes.username);
        // Names are compared in a form in which the mathematical letter is an ordinary one.
        expect([filter, value, found.length > 0]).toEqual([
          filter,
          value,
          value === '𝓪' && filter.startsWith('username]['),
        ]);
      }
    }
  });
});

/** Texts that are likely to hit something. */
const words = fc.oneof(
  fc.constantFrom(
    'filter',
    'sort',
    'page',
    'include',
    'fields',
    'username',
    'id',
    'createdAt',
    'organizations',
    'roles',
    'users',
    'data',
    'type',
    'attributes',
    'relationships',
    'meta',
    'name',
    'permissions',
    'memberships',
    '__proto__',
    'constructor',
    'not',
    'after',
    'contains',
    'true',
    '-1',
    '2026-01-31',
    '[',
    ']',
    '.',
    ',',
    '-',
    '%',
    '%00',
    '%ff',
    '\\',
    '\0',
    '\ud800',
    '𝓪',
    "'",
    '"',
    '{',
    '}',
    ':',
    '&',
    '=',
    '+',
    ' ',
  ),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const types = ['users', 'organizations', 'roles', 'customers', 'customerusers', 'oauthapplications', 'profile'];

/** Whether a character may stand in the address of a request at all. */
const isSendable = (text: string) => /^[\x21-\x22\x24-\x7e]*$/.test(text);

describe('whatever is sent', () => {
  it('as a query is answered below 500', async () => {
    const query = fc.array(words, { maxLength: 14 }).map((parts) => parts.join(''));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), query, async (type, text) => {
        const url = `/api/${type}?${isSendable(text) ? text : encodeURI(text.toWellFormed())}`;
        const answer = await server().send({ method: 'GET', url, headers: { authorization: root } });
        expect([url, answer.status < 500, answer.headers['content-type']]).toEqual([url, true, jsonApi]);
      }),
      { numRuns: 400 },
    );
  });

  it('as a filter with structure is answered below 500', async () => {
    const bracketed = fc.array(words, { minLength: 1, maxLength: 3 }).map((names) => names.map((name) => `[${name}]`));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), bracketed, words, async (type, names, value) => {
        const name = encodeURIComponent(`filter${names.join('')}`.toWellFormed());
        const url = `/api/${type}?${name}=${encodeURIComponent(value.toWellFormed())}`;
        const answer = await server().send({ method: 'GET', url, headers: { authorization: root } });
        expect([url, answer.status < 500]).toEqual([url, true]);
      }),
      { numRuns: 300 },
    );
  });

  it('as an address below the API is answered below 500', async () => {
    const path = fc.array(fc.oneof(words, fc.constantFrom(...types)), { maxLength: 4 });
    const method = fc.constantFrom('GET', 'PUT', 'DELETE', 'HEAD', 'OPTIONS', 'PATCH');
    await fc.assert(
      fc.asyncProperty(method, path, async (verb, names) => {
        const url = `/api/${names.map((name) => encodeURIComponent(name.toWellFormed())).join('/')}`;
        const answer = await server().send({ method: verb as 'GET', url, headers: { authorization: root } });
        expect([verb, url, answer.status < 500]).toEqual([verb, url, true]);
      }),
      { numRuns: 300 },
    );
  });

  /** Documents whose outside is right more often than not, so that what is inside is looked at. Never a valid name. */
  const anything = fc.jsonValue({ maxDepth: 4 });
  const odd = fc.oneof(anything, words, fc.constant({ type: 'organizations', id: 'x' }));
  const member = fc.constantFrom(
    'type',
    'id',
    'attributes',
    'relationships',
    'meta',
    'links',
    'data',
    'x',
    '__proto__',
  );
  const data = fc.dictionary(member, odd, { maxKeys: 5 });

  it('as a document is refused, and changes nothing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...types), data, odd, async (type, members, more) => {
        const attributes = { email: more, name: 7, enabled: more, permissions: more, memberships: more };
        const documents = [more, { data: members }, { data: { type, attributes } }, { data: { ...members, type } }];
        for (const document of documents) {
          const payload = JSON.stringify(document) ?? '';
          const headers = { authorization: root, 'content-type': jsonApi };
          const answer = await server().send({ method: 'POST', url: `/api/${type}`, headers, payload });
          expectRefusal(answer, [type, payload]);
          expectPointersLead(answer, payload);
        }
      }),
      { numRuns: 150 },
    );
  });

  it('as bytes is refused', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), async (bytes) => {
        const headers = { authorization: root, 'content-type': jsonApi };
        const payload = Buffer.from(bytes);
        const answer = await server().send({ method: 'POST', url: '/api/users', headers, payload });
        expectRefusal(answer, payload.toString('hex'));
      }),
      { numRuns: 200 },
    );
  });

  it('as headers is answered below 500', async () => {
    const header = fc.constantFrom('accept', 'content-type', 'if-match', 'content-encoding', 'accept-version');
    const value = fc.array(fc.oneof(words, fc.constantFrom(jsonApi, ';', 'q=0', '*/*', 'ext="', 'profile=')), {
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(header, value, async (name, parts) => {
        const text = parts.join('').replace(/[^\x20-\x7e]/g, '?');
        const headers = { authorization: root, 'content-type': jsonApi, [name]: text };
        const url = `/api/organizations/${server().organizations.a}`;
        const answer = await server().send({ method: 'PATCH', url, headers, payload: '{"data":{}}' });
        expectRefusal(answer, [name, text]);
      }),
      { numRuns: 300 },
    );
  });
});
