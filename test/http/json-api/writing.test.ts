import { beforeAll, describe, expect, it } from 'vitest';
import { builtInRoles } from '../../../src/directory/role.ts';
import { eventsOf, testPassword } from '../../fixtures/test-directory.ts';
import { type Answer, issuer, jsonApi, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let alice: string;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
});

let made = 0;

/** A name that nothing else has. */
function freshName(): string {
  made += 1;
  return `Customer ${made}`;
}

async function createCustomer(authorization = root, attributes: object = {}): Promise<Answer> {
  const { organizations } = server();
  return server().write('POST', '/api/customers', authorization, {
    data: {
      type: 'customers',
      attributes: { name: freshName(), ...attributes },
      relationships: { organization: { data: { type: 'organizations', id: organizations.a } } },
    },
  });
}

const patch = (id: string, attributes: object, authorization = root) =>
  server().write('PATCH', `/api/customers/${id}`, authorization, { data: { type: 'customers', id, attributes } });

/** Status, code and source of every error, shortly; and in brackets what is missing there. */
function errorsOf({ document }: Answer): string[] {
  return document.errors.map(({ status, code, meta, source = {} }) => {
    const { pointer, parameter, header } = source;
    const missing = meta?.member === undefined ? [] : [`(${meta.member})`];
    return [status, code, pointer ?? parameter ?? header, ...missing].join(' ');
  });
}

describe('creating', () => {
  it('answers 201 with the resource, its address and its entity tag', async () => {
    const answer = await createCustomer();
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`${issuer}/api/customers/${answer.document.data.id}`);
    expect(answer.document.data.links.self).toBe(answer.headers.location);
    expect(answer.headers.etag).toMatch(/^"[\w-]+"$/);
    const read = await server().get((answer.headers.location ?? '').slice(issuer.length), root);
    expect(read.document.data).toEqual(answer.document.data);
    expect(read.headers.etag).toBe(answer.headers.etag);
  });

  it('takes application/json as well', async () => {
    const { send } = server();
    const { status } = await send({
      method: 'POST',
      url: '/api/organizations',
      headers: { authorization: root, 'content-type': 'application/json; charset=UTF-8' },
      payload: JSON.stringify({ data: { type: 'organizations', attributes: { name: 'By JSON' } } }),
    });
    expect(status).toBe(201);
  });

  it('can include and choose fields like reading', async () => {
    const { organizations, write } = server();
    const answer = await write('POST', '/api/customers?include=organization&fields[customers]=name', alice, {
      data: { type: 'customers', attributes: { name: freshName() } },
    });
    expect(answer.status).toBe(201);
    expect(Object.keys(answer.document.data.attributes)).toEqual(['name']);
    expect(answer.document.included.map(({ id }) => id)).toEqual([organizations.a]);
  });

  it('names everything that is missing or wrong, each with its pointer', async () => {
    const { write } = server();
    const answer = await write('POST', '/api/users', root, {
      data: {
        type: 'users',
        attributes: { enabled: 'yes', memberships: [{ organizationId: 'x', roleId: 7, extra: 1 }], createdAt: 'now' },
        relationships: { organizations: { data: [] } },
      },
    });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer).sort()).toEqual(
      [
        '422 invalid /data/attributes/enabled',
        '422 invalid /data/attributes/memberships/0/organizationId',
        '422 invalid /data/attributes/memberships/0/roleId',
        '400 unknown_member /data/attributes/memberships/0/extra',
        '422 read_only /data/attributes/createdAt',
        '422 required /data/attributes (/data/attributes/username)',
        '422 required /data/attributes (/data/attributes/email)',
        '422 read_only /data/relationships/organizations',
      ].sort(),
    );
  });

  it('answers 422 for broken rules of the domain, with the pointer of the field', async () => {
    const { write, people } = server();
    const answer = await write('POST', '/api/customerusers', root, {
      data: {
        type: 'customerusers',
        attributes: { email: 'no address', password: 'short', locale: 'xx' },
        relationships: {
          customer: { data: { type: 'customers', id: people.root.id } },
          role: { data: { type: 'roles', id: builtInRoles.member.id } },
        },
      },
    });
    expect(answer.status).toBe(422);
    expect(errorsOf(answer)).toContain('422 invalid /data/attributes/email');
    expect(errorsOf(answer)).toContain('422 invalid /data/relationships/customer');
    expect(answer.document.errors[0]?.detail).toMatch(/^[A-Z].*\.$/);
  });

  it('answers 409 where a name is taken', async () => {
    const first = await createCustomer();
    const again = await createCustomer(root, { name: first.document.data.attributes.name });
    expect([again.status, errorsOf(again)]).toEqual([409, ['409 conflict /data/attributes/name']]);
  });

  it('takes ids in capitals, wherever they stand (RFC 9562 §4)', async () => {
    const { customers, get, organizations, write } = server();
    const organization = { data: { type: 'organizations', id: organizations.b.toUpperCase() } };
    const attributes = { name: freshName() };
    const customer = { data: { type: 'customers', attributes, relationships: { organization } } };
    const created = await write('POST', '/api/customers', root, customer);
    expect(created.status, created.text).toBe(201);
    expect(created.document.data.relationships.organization?.data).toMatchObject({ id: organizations.b });
    const memberships = [{ organizationId: organizations.b.toUpperCase(), roleId: builtInRoles.member.id }];
    const user = { type: 'users', attributes: { username: 'capital', email: 'capital@example.com', memberships } };
    expect((await write('POST', '/api/users', root, { data: user })).status).toBe(201);
    const { document } = await get(`/api/customers?filter[id]=${customers.a.toUpperCase()}`, root);
    expect(document.data.map(({ id }) => id)).toEqual([customers.a]);
  });

  it('refuses an id made by the client, another type and unknown members', async () => {
    const { write } = server();
    const customer = { type: 'customers', attributes: { name: freshName() } };
    const send = (data: object, more = {}) => write('POST', '/api/customers', root, { data, ...more });
    const id = '3f1c9a52-7d0e-4b6a-9c3d-5a8e1f20b741';
    expect(errorsOf(await send({ ...customer, id }))).toEqual(['403 forbidden /data/id']);
    expect(errorsOf(await send({ ...customer, type: 'users' }))).toEqual(['409 conflict /data/type']);
    expect(errorsOf(await send({ ...customer, lid: 'a' }))).toEqual(['400 unknown_member /data/lid']);
    expect(errorsOf(await send(customer, { included: [] }))).toEqual(['400 unknown_member /included']);
    const misspelt = await send({ type: 'customers', attributes: { nmae: 'x', name: freshName() } });
    expect(errorsOf(misspelt)).toEqual(['400 unknown_member /data/attributes/nmae']);
    expect(misspelt.document.errors[0]?.detail).toBe('There is no “nmae” here. Did you mean name?');
  });

  it('checks to what a relationship points', async () => {
    const { organizations, write } = server();
    const send = (data: unknown) =>
      write('POST', '/api/customers', root, {
        data: { type: 'customers', attributes: { name: freshName() }, relationships: { organization: { data } } },
      });
    const pointer = '/data/relationships/organization/data';
    for (const data of [
      { type: 'users', id: organizations.a },
      { type: 'organizations', id: 'a' },
      [{ type: 'organizations', id: organizations.a }],
      null,
    ]) {
      expect(errorsOf(await send(data))).toEqual([`422 invalid ${pointer}`]);
    }
    expect((await send('organizations')).status).toBe(400);
  });
});

describe('a pointer', () => {
  it('leads to what is in the document; what is missing is told beside it (JSON:API 1.1, Error Objects)', async () => {
    const { send, write } = server();
    const post = (document: unknown) => write('POST', '/api/customers', root, document);
    expect(errorsOf(await post({}))).toEqual(['400 invalid_document  (/data)']);
    expect(errorsOf(await post({ data: {} }))).toEqual(['400 invalid_document /data (/data/type)']);
    expect(errorsOf(await post({ data: { type: 'customers' } }))).toEqual([
      '422 required /data (/data/attributes/name)',
    ]);
    const odd = { 'a/b~c': 1, name: freshName() };
    expect(errorsOf(await post({ data: { type: 'customers', attributes: odd } }))).toEqual([
      '400 unknown_member /data/attributes/a~1b~0c',
    ]);
    const noOwner = { name: freshName(), grantTypes: ['client_credentials'] };
    const relationships = { owner: { data: null } };
    const application = { type: 'oauthapplications', attributes: noOwner, relationships };
    const answer = await write('POST', '/api/oauthapplications', alice, { data: application });
    expect(errorsOf(answer)).toEqual(['422 invalid /data/relationships/owner']);
    const headers = { authorization: root, 'content-type': jsonApi };
    const broken = await send({ method: 'POST', url: '/api/customers', headers, payload: '{' });
    expect(errorsOf(broken)).toEqual(['400 invalid_json ']);
  });
});

describe('changing', () => {
  it('answers the changed resource with a new entity tag', async () => {
    const { document, headers } = await createCustomer();
    const answer = await patch(document.data.id, { name: freshName(), enabled: false });
    expect(answer.status).toBe(200);
    expect(answer.document.data.attributes.enabled).toBe(false);
    expect(answer.headers.etag).not.toBe(headers.etag);
  });

  it('leaves what is not sent as it is', async () => {
    const { document } = await createCustomer();
    const { name } = document.data.attributes;
    const answer = await patch(document.data.id, { enabled: false });
    expect(answer.document.data.attributes.name).toBe(name);
    const nothing = await patch(document.data.id, {});
    expect(nothing.document.data).toEqual(answer.document.data);
  });

  it('needs the id and type of the address in the document', async () => {
    const { write } = server();
    const { document } = await createCustomer();
    const { id } = document.data;
    const send = (data: object) => write('PATCH', `/api/customers/${id}`, root, { data });
    expect(errorsOf(await send({ type: 'customers' }))).toEqual(['400 invalid_document /data (/data/id)']);
    expect(errorsOf(await send({ type: 'customers', id: server().people.root.id }))).toEqual(['409 conflict /data/id']);
    expect(errorsOf(await send({ type: 'users', id }))).toEqual(['409 conflict /data/type']);
    expect((await send({ type: 'customers', id: id.toUpperCase() })).status).toBe(200);
  });

  it('refuses what is fixed once the resource is created', async () => {
    const { organizations, write } = server();
    const { document } = await createCustomer();
    const { id } = document.data;
    const relationships = { organization: { data: { type: 'organizations', id: organizations.b } } };
    const answer = await write('PATCH', `/api/customers/${id}`, root, {
      data: { type: 'customers', id, relationships },
    });
    expect(errorsOf(answer)).toEqual(['422 read_only /data/relationships/organization']);
    expect(answer.document.errors[0]?.detail).toBe('This is fixed once the resource is created.');
  });

  it('of what does not exist is 404', async () => {
    expect((await patch(server().people.root.id, { name: 'x' })).status).toBe(404);
    expect((await patch('abc', { name: 'x' })).status).toBe(404);
  });
});

describe('deleting', () => {
  it('answers 204 with nothing, and then 404', async () => {
    const { write } = server();
    const { document } = await createCustomer();
    const url = `/api/customers/${document.data.id}`;
    const gone = await write('DELETE', url, root);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect((await write('DELETE', url, root)).status).toBe(404);
    expect((await server().get(url, root)).status).toBe(404);
  });

  it('answers 409 where something is in the way, and changes nothing', async () => {
    const { customers, write, get } = server();
    const refused = await write('DELETE', `/api/customers/${customers.a}`, root);
    expect(refused.status).toBe(409);
    expect((await get(`/api/customers/${customers.a}`, root)).status).toBe(200);
  });

  it('takes no query', async () => {
    const { customers, write } = server();
    expect((await write('DELETE', `/api/customers/${customers.a}?force=true`, root)).status).toBe(400);
  });
});

describe('If-Match', () => {
  const change = (id: string, ifMatch: string, method: 'PATCH' | 'DELETE' = 'PATCH') =>
    server().send({
      method,
      url: `/api/customers/${id}`,
      headers: { authorization: root, 'if-match': ifMatch, ...(method === 'PATCH' && { 'content-type': jsonApi }) },
      ...(method === 'PATCH' && {
        payload: JSON.stringify({ data: { type: 'customers', id, attributes: { name: freshName() } } }),
      }),
    });

  it('lets a change pass that is about the present resource, once', async () => {
    const { document, headers } = await createCustomer();
    const { id } = document.data;
    expect((await change(id, headers.etag ?? '')).status).toBe(200);
    const stale = await change(id, headers.etag ?? '');
    expect([stale.status, errorsOf(stale)]).toEqual([412, ['412 changed If-Match']]);
    expect((await change(id, headers.etag ?? '', 'DELETE')).status).toBe(412);
  });

  it('takes several tags and the star, and no weak tag', async () => {
    const { document, headers } = await createCustomer();
    const { id } = document.data;
    expect((await change(id, `W/${headers.etag}`)).status).toBe(412);
    const second = await change(id, `"other", ${headers.etag}`);
    expect(second.status).toBe(200);
    expect((await change(id, '*')).status).toBe(200);
  });

  it('lets one of many changes at the same moment win', async () => {
    const { document, headers } = await createCustomer();
    const answers = await Promise.all(Array.from({ length: 8 }, () => change(document.data.id, headers.etag ?? '')));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412, 412, 412, 412, 412, 412]);
  });

  it('is the same whichever fields are read, and lets DELETE pass', async () => {
    const { document } = await createCustomer();
    const { id } = document.data;
    const read = await server().get(`/api/customers/${id}?fields[customers]=name&include=organization`, root);
    expect((await change(id, read.headers.etag ?? '', 'DELETE')).status).toBe(204);
  });
});

describe('an action', () => {
  it('takes a document whose meta holds its input', async () => {
    const { people, write, directory } = server();
    const url = `/api/users/${people.mia.id}/password`;
    const answer = await write('POST', url, root, { meta: { password: 'another horse battery' } });
    expect([answer.status, answer.text]).toEqual([204, '']);
    const events = await eventsOf(directory);
    expect(events.at(-1)).toMatchObject({ type: 'user.password-changed', subject: { id: people.mia.id } });
    expect(JSON.stringify(events)).not.toContain('another horse');
  });

  it('names what is wrong in its input', async () => {
    const { people, write } = server();
    const url = `/api/users/${people.mia.id}/password`;
    expect(errorsOf(await write('POST', url, root, { meta: { password: 'short' } }))).toEqual([
      '422 invalid /meta/password',
    ]);
    expect(errorsOf(await write('POST', url, root, { meta: {} }))).toEqual(['422 required /meta (/meta/password)']);
    expect(errorsOf(await write('POST', url, root, { meta: { password: testPassword, x: 1 } }))).toEqual([
      '400 unknown_member /meta/x',
    ]);
    expect(errorsOf(await write('POST', url, root, { password: testPassword }))).toContain(
      '400 unknown_member /password',
    );
    expect(errorsOf(await write('POST', url, root))).toEqual(['415 unsupported_media_type Content-Type']);
  });

  it('on what does not exist is 404', async () => {
    const { write } = server();
    const url = '/api/users/00000000-0000-4000-8000-0000000000ff/password';
    expect((await write('POST', url, root, { meta: { password: testPassword } })).status).toBe(404);
  });
});
