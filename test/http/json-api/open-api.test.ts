import { beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { describeScopes } from '../../../src/http/json-api/scopes.ts';
import { createStorefrontApi } from '../../../src/http/storefront-api/storefront-api.ts';
import { type ApiServer, issuer, prefixes, useApiServer } from './api-server.ts';

const server = useApiServer();

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Readonly<Record<string, readonly string[]>>[];
  readonly parameters?: readonly Node[];
  readonly requestBody?: Node;
  readonly responses: Readonly<Record<string, Node>>;
}

type Node = Readonly<Record<string, unknown>>;

interface OpenApi {
  readonly openapi: string;
  readonly info: Node;
  readonly servers: readonly { readonly url: string }[];
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: Readonly<Record<string, Readonly<Record<string, Node>>>>;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** Every object of a document, with the way to it. */
function* walk(value: unknown, path = ''): Generator<[path: string, node: Node]> {
  if (!isNode(value)) return;
  yield [path, value];
  for (const [name, member] of Object.entries(value)) yield* walk(member, `${path}/${name}`);
}

function resolve(document: OpenApi, reference: string): Node | undefined {
  expect(reference).toMatch(/^#\//);
  const found = reference
    .slice(2)
    .split('/')
    .reduce<unknown>((value, name) => (isNode(value) ? value[name] : undefined), document);
  return isNode(found) ? found : undefined;
}

/** A copy in which what is referred to stands in the place of the reference. */
function inline(document: OpenApi, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => inline(document, each));
  if (!isNode(value)) return value;
  if (typeof value.$ref === 'string') return inline(document, resolve(document, value.$ref));
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, inline(document, member)]));
}

function operationsOf({ paths }: OpenApi): [where: string, path: string, operation: Operation][] {
  return Object.entries(paths).flatMap(([path, item]) =>
    Object.entries(item).map(([method, operation]): [string, string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      path,
      operation,
    ]),
  );
}

/** Tells what is wrong with a value by a schema of the document; null where nothing is. */
function whyInvalid(document: OpenApi, schema: unknown, value: unknown): string | null {
  const parsed = z.fromJSONSchema(inline(document, schema) as never).safeParse(value);
  return parsed.success ? null : z.prettifyError(parsed.error);
}

async function descriptionOf(prefix: string): Promise<OpenApi> {
  const { send } = server();
  const { status, headers, text } = await send({ method: 'GET', url: `${prefix}/openapi.json` });
  expect([status, headers['content-type']]).toEqual([200, 'application/json; charset=utf-8']);
  return JSON.parse(text) as OpenApi;
}

describe.each(Object.entries(prefixes))('the description of the %s API', (side, prefix) => {
  let document: OpenApi;

  beforeAll(async () => {
    document = await descriptionOf(prefix);
  });

  it('is OpenAPI 3.1 about this very server', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: expect.stringContaining('API'), version: '1.2.3' });
    expect(document.servers).toEqual([{ url: issuer + prefix }]);
    const members = ['openapi', 'info', 'servers', 'tags', 'paths', 'components'];
    expect(Object.keys(document)).toEqual(members);
  });

  it('has no reference that leads nowhere, and no component that nobody refers to', () => {
    const used = new Set<string>();
    for (const [path, node] of walk(document)) {
      if (typeof node.$ref !== 'string') continue;
      expect([path, resolve(document, node.$ref) !== undefined]).toEqual([path, true]);
      used.add(node.$ref);
    }
    for (const [kind, components] of Object.entries(document.components)) {
      if (kind === 'securitySchemes') continue;
      for (const name of Object.keys(components)) expect(used).toContain(`#/components/${kind}/${name}`);
    }
  });

  it('gives every operation an id of its own, a summary, a known tag, security and answers', () => {
    const operations = operationsOf(document);
    expect(new Set(operations.map(([, , { operationId }]) => operationId)).size).toBe(operations.length);
    const tags = document.tags.map(({ name }) => name);
    for (const [where, , operation] of operations) {
      expect([where, operation.operationId]).toEqual([where, expect.stringMatching(/^[A-Za-z]+$/)]);
      expect(operation.summary).toMatch(/^[A-Z]/);
      for (const tag of operation.tags) expect(tags).toContain(tag);
      const statuses = Object.keys(operation.responses);
      expect(statuses.filter((status) => status.startsWith('2'))).toHaveLength(1);
      expect(statuses).toContain('401');
      for (const [status, response] of Object.entries(operation.responses)) {
        expect(status).toMatch(/^[2-5]\d\d$/);
        expect((inline(document, response) as Node).description).toMatch(/\S/);
      }
    }
  });

  it('asks for scopes that the server has, and describes all of them', () => {
    const { oauth2 } = document.components.securitySchemes as unknown as {
      oauth2: { flows: Record<string, { tokenUrl: string; scopes: Record<string, string> }> };
    };
    const scopes = Object.keys(oauth2.flows.clientCredentials?.scopes ?? {});
    if (side === 'storefront') {
      const types = createStorefrontApi(server().directory.administrations);
      expect(scopes).toEqual(describeScopes(types).map(({ scope }) => scope));
    }
    for (const { tokenUrl } of Object.values(oauth2.flows)) expect(tokenUrl).toBe(`${issuer}/oauth2-token`);
    for (const [, , { security }] of operationsOf(document)) {
      for (const scope of security[0]?.oauth2 ?? []) expect(scopes).toContain(scope);
      expect(security[1]).toEqual({ bearer: [] });
    }
  });

  it('declares every parameter of a path, and no parameter twice', () => {
    for (const [where, path, { parameters = [] }] of operationsOf(document)) {
      const resolved = parameters.map((each) => inline(document, each) as Node);
      const inPath = resolved.filter((each) => each.in === 'path');
      expect([where, inPath.map(({ name }) => `{${String(name)}}`)]).toEqual([where, path.match(/\{\w+\}/g) ?? []]);
      expect(inPath.every(({ required }) => required === true)).toBe(true);
      const names = resolved.map((each) => `${String(each.in)} ${String(each.name)}`);
      expect([where, names.length]).toEqual([where, new Set(names).size]);
      for (const each of resolved) expect(isNode(each.schema)).toBe(true);
    }
  });

  it('has examples that are valid by their own schemas', () => {
    let examples = 0;
    for (const [path, node] of walk(document)) {
      if (path.includes('/example')) continue;
      if (Array.isArray(node.examples)) {
        const { examples: values, ...schema } = node;
        for (const value of values) {
          examples += 1;
          expect([path, whyInvalid(document, schema, value)]).toEqual([path, null]);
        }
      } else if (isNode(node.examples)) {
        for (const each of Object.values(node.examples)) {
          examples += 1;
          expect([path, whyInvalid(document, node.schema, (each as Node).value)]).toEqual([path, null]);
        }
      }
    }
    expect(examples).toBeGreaterThan(60);
  });

  it('describes every route and nothing else', () => {
    const routes = server().routes.filter(
      ({ method, url }) =>
        url.startsWith(prefix) &&
        !/^(HEAD|OPTIONS)$/.test(method) &&
        !/\/(doc|openapi)\b/.test(url) &&
        url !== `${prefix}/`,
    );
    const written = routes.map(({ method, url }) => {
      const path = url.slice(prefix.length).replace(/:(\w+)/g, '{$1}') || '/';
      return `${method} ${path}`;
    });
    expect(
      operationsOf(document)
        .map(([where]) => where)
        .sort(),
    ).toEqual(written.sort());
  });
});

describe('an answer', () => {
  async function expectDescribed(
    { get, write }: Pick<ApiServer, 'get' | 'write'>,
    document: OpenApi,
    [method, url, path, body]: readonly ['GET' | 'POST' | 'PATCH', string, string, unknown?],
    authorization: string,
  ): Promise<void> {
    const answer = method === 'GET' ? await get(url, authorization) : await write(method, url, authorization, body);
    const operation = document.paths[path]?.[method.toLowerCase()];
    const response = inline(document, operation?.responses[String(answer.status)]) as Node;
    const { schema } = (response.content as Record<string, { schema: unknown }>)['application/vnd.api+json'] ?? {};
    expect(schema, `${method} ${url} ${answer.status}`).toBeDefined();
    expect([method, url, whyInvalid(document, schema, JSON.parse(answer.text))]).toEqual([method, url, null]);
    for (const name of Object.keys(JSON.parse(answer.text))) {
      expect([method, url, Object.keys((schema as { properties: object }).properties)]).toEqual([
        method,
        url,
        expect.arrayContaining([name]),
      ]);
    }
  }

  it('of every kind is what the description says', async () => {
    const { organizations, people, signIn } = server();
    const root = await signIn(people.root, organizations.all);
    const document = await descriptionOf('/api');
    const { id } = people.eve;
    const create = (type: string, attributes: object) => ({ data: { type, attributes } });
    const application = create('oauthapplications', { name: 'Described', grantTypes: ['client_credentials'] });
    const calls: readonly (readonly ['GET' | 'POST' | 'PATCH', string, string, unknown?])[] = [
      ['GET', '/api', '/'],
      ['GET', '/api/users?include=roles', '/users'],
      ['GET', `/api/users/${id}`, '/users/{id}'],
      ['GET', `/api/users/${id}/roles`, '/users/{id}/roles'],
      ['GET', `/api/users/${id}/relationships/roles`, '/users/{id}/relationships/roles'],
      ['GET', '/api/users?x=1', '/users'],
      ['GET', '/api/users/x', '/users/{id}'],
      ['PATCH', `/api/users/${id}`, '/users/{id}', { data: { type: 'users', id, attributes: { firstName: 'E' } } }],
      ['PATCH', `/api/users/${id}`, '/users/{id}', { data: { type: 'roles', id } }],
      ['POST', '/api/users', '/users', create('users', { username: '!' })],
      ['POST', '/api/oauthapplications', '/oauthapplications', application],
      ['POST', '/api/oauthapplications', '/oauthapplications', application],
      ['GET', '/api/oauthapplications', '/oauthapplications'],
      ['GET', '/api/profile', '/profile'],
    ];
    for (const call of calls) await expectDescribed(server(), document, call, root);
  });
});

describe('the page to browse an API', () => {
  it('is public, and all that it loads comes from its own address', async () => {
    const { send } = server();
    for (const prefix of Object.values(prefixes)) {
      const page = await send({ method: 'GET', url: `${prefix}/doc` });
      expect(page.status).toBe(200);
      expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
      const links = [...page.text.matchAll(/(?:src|href)="([^"]*)"/g)].map(([, link = '']) => link);
      expect(links.length).toBeGreaterThan(3);
      for (const link of links) {
        const { href, pathname } = new URL(link, `${issuer}${prefix}/doc`);
        expect(href.startsWith(`${issuer}${prefix}/`)).toBe(true);
        expect([link, (await send({ method: 'GET', url: pathname })).status]).toEqual([link, 200]);
      }
    }
  });

  it('runs no script and asks nobody that is not ours', async () => {
    const { send } = server();
    const { headers, text } = await send({ method: 'GET', url: '/api/doc' });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(text).not.toMatch(/<script(?![^>]*\bsrc=)/);
    const opening = await send({ method: 'GET', url: '/api/doc/open.js' });
    expect(opening.text).toContain('"url":"openapi.json"');
    expect(opening.text).toContain('"validatorUrl":null');
  });

  it('answers HEAD', async () => {
    const { send } = server();
    expect((await send({ method: 'HEAD', url: '/api/doc' })).status).toBe(200);
    expect((await send({ method: 'HEAD', url: '/api/openapi.json' })).status).toBe(200);
  });
});
