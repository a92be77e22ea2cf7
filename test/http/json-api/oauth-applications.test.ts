import { beforeAll, describe, expect, it } from 'vitest';
import { looksLikeClientSecret } from '../../../src/oauth/client-secret.ts';
import { eventsOf } from '../../fixtures/test-directory.ts';
import { type Answer, jsonApi, type SentResource, useApiServer } from './api-server.ts';

const server = useApiServer();

let root: string;
let alice: string;
let carol: string;
let cleo: string;
let made = 0;

beforeAll(async () => {
  const { organizations, people, signIn } = server();
  root = await signIn(people.root, organizations.all);
  alice = await signIn(people.alice, organizations.a);
  carol = await signIn(people.carol, organizations.a);
  cleo = await signIn(people.cleo, organizations.a);
});

interface Wanted {
  readonly attributes?: object;
  readonly relationships?: object;
}

const paths = { backoffice: '/api/oauthapplications', storefront: '/storefront/api/oauthapplications' } as const;

async function create(
  authorization: string,
  path: string,
  { attributes, relationships }: Wanted = {},
): Promise<Answer> {
  made += 1;
  const name = `Application ${made}`;
  return server().write('POST', path, authorization, {
    data: {
      type: 'oauthapplications',
      attributes: { name, grantTypes: ['client_credentials'], ...attributes },
      ...(relationships && { relationships }),
    },
  });
}

const urlOf = ({ document }: Answer) => `${paths.backoffice}/${document.data.id}`;
const secretsOf = ({ attributes }: SentResource) => attributes.secrets as { id: string; name: string }[];

describe('an OAuth application of the back-office', () => {
  it('is created with its secret, which no other answer ever shows', async () => {
    const { get, people, organizations } = server();
    const created = await create(alice, paths.backoffice);
    expect(created.status).toBe(201);
    const secret = String(created.document.meta.clientSecret);
    expect(looksLikeClientSecret(secret)).toBe(true);
    const { data } = created.document;
    expect(data.attributes).toMatchObject({
      clientId: expect.stringMatching(/^[A-Za-z0-9_-]{32}$/),
      side: 'backoffice',
      active: true,
      confidential: true,
      grantTypes: ['client_credentials'],
      redirectUris: [],
      access: { mode: 'everything' },
      skipConsent: false,
      tokenReuse: false,
      guestsAllowed: false,
      lastTokenAt: null,
      lastCallAt: null,
    });
    expect(secretsOf(data)).toEqual([
      {
        id: expect.any(String),
        name: 'Default',
        createdAt: expect.any(String),
        createdBy: expect.objectContaining({ type: 'users' }),
        expiresAt: null,
      },
    ]);
    expect(data.relationships.owner?.data).toEqual({ type: 'users', id: people.alice.id });
    expect(data.relationships.organization?.data).toEqual({ type: 'organizations', id: organizations.a });
    for (const url of [urlOf(created), paths.backoffice]) {
      const { text, document } = await get(url, alice);
      expect(text).not.toContain(secret);
      expect(text).not.toContain('hash');
      expect(document.meta?.clientSecret).toBeUndefined();
    }
    expect(JSON.stringify(await eventsOf(server().directory))).not.toContain(secret);
  });

  it('that is public has no secret at all', async () => {
    const attributes = {
      confidential: false,
      grantTypes: ['authorization_code'],
      redirectUris: ['https://client.example/callback'],
    };
    const created = await create(alice, paths.backoffice, { attributes });
    expect(created.status).toBe(201);
    expect(created.document.meta).toBeUndefined();
    expect(secretsOf(created.document.data)).toEqual([]);
  });

  it('is made for somebody else, on either side, by those who reach them', async () => {
    const { organizations, people } = server();
    const owner = { data: { type: 'customerusers', id: people.carol.id } };
    const organization = { data: { type: 'organizations', id: organizations.a } };
    const created = await create(root, paths.backoffice, { relationships: { owner, organization } });
    expect(created.status, created.text).toBe(201);
    expect(created.document.data.attributes.side).toBe('storefront');
    expect(created.document.data.relationships.owner?.data).toEqual(owner.data);
    const elsewhere = await create(alice, paths.backoffice, {
      relationships: { owner: { data: { type: 'users', id: people.bob.id } } },
    });
    expect(elsewhere.status).toBe(422);
    expect(elsewhere.document.errors[0]?.source?.pointer).toBe('/data/relationships/owner');
  });

  it('may have the same token again where an administrator says so, else the field is refused', async () => {
    const { organizations, people, signIn, write } = server();
    const reuse = { attributes: { tokenReuse: true } };
    const created = await create(alice, paths.backoffice, reuse);
    expect(created.document.data.attributes.tokenReuse).toBe(true);
    const { id } = created.document.data;
    const off = { data: { type: 'oauthapplications', id, attributes: { tokenReuse: false } } };
    const edited = await write('PATCH', urlOf(created), alice, off);
    expect([edited.status, edited.document.data.attributes.tokenReuse]).toEqual([200, false]);
    const refusals = [
      await create(await signIn(people.mia, organizations.a), paths.backoffice, reuse),
      await create(alice, paths.backoffice, { attributes: { tokenReuse: true, grantTypes: ['password'] } }),
    ];
    for (const { document, status } of refusals) {
      const pointers = document.errors.map(({ source }) => source?.pointer);
      expect([status, pointers]).toEqual([422, ['/data/attributes/tokenReuse']]);
    }
  });

  it('may have no owner, where an administrator says so', async () => {
    const created = await create(alice, paths.backoffice, {
      attributes: { grantTypes: ['password'] },
      relationships: { owner: { data: null } },
    });
    expect(created.status, created.text).toBe(201);
    expect(created.document.data.relationships.owner?.data).toBeNull();
  });

  it('is bounded by chosen scopes, and unknown ones are refused', async () => {
    const chosen = { mode: 'chosen', scopes: ['users:read'] };
    const created = await create(alice, paths.backoffice, { attributes: { access: chosen } });
    expect(created.document.data.attributes.access).toEqual(chosen);
    const wrong = await create(alice, paths.backoffice, {
      attributes: { access: { mode: 'chosen', scopes: ['users:destroy'] } },
    });
    expect([wrong.status, wrong.document.errors[0]?.source?.pointer]).toEqual([422, '/data/attributes/access']);
    const mode = await create(alice, paths.backoffice, { attributes: { access: { mode: 'all' } } });
    expect(mode.document.errors[0]).toMatchObject({
      detail: 'This is one of everything, read-only, chosen.',
      source: { pointer: '/data/attributes/access/mode' },
    });
  });

  it('is deactivated and activated by an action and by a change', async () => {
    const { write, directory } = server();
    const created = await create(alice, paths.backoffice);
    const url = urlOf(created);
    const { id } = created.document.data;
    const active = ({ status, document }: Answer) => [status, document.data.attributes.active];
    expect(active(await write('POST', `${url}/deactivate`, alice))).toEqual([200, false]);
    expect(active(await write('POST', `${url}/activate`, alice, { meta: {} }))).toEqual([200, true]);
    const document = { data: { type: 'oauthapplications', id, attributes: { active: false } } };
    expect(active(await write('PATCH', url, alice, document))).toEqual([200, false]);
    const types = (await eventsOf(directory)).filter(({ subject }) => subject.id === id).map(({ type }) => type);
    expect(types).toEqual([
      'application.created',
      'application.deactivated',
      'application.activated',
      'application.deactivated',
    ]);
  });

  it('gets further secrets, each told once, up to five, and loses them one by one', async () => {
    const { get, write } = server();
    const created = await create(alice, paths.backoffice);
    const url = urlOf(created);
    const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
    const added = await write('POST', `${url}/secrets`, alice, { meta: { name: 'Second', expiresAt } });
    expect(added.status).toBe(201);
    const { clientSecret, secretId } = added.document.meta as { clientSecret: string; secretId: string };
    expect(looksLikeClientSecret(clientSecret)).toBe(true);
    const shown = await get(url, alice);
    expect(shown.text).not.toContain(clientSecret);
    const mine = secretsOf(shown.document.data).find(({ id }) => id === secretId);
    expect(mine).toMatchObject({ name: 'Second', expiresAt });
    for (const name of ['Third', 'Fourth', 'Fifth']) {
      expect((await write('POST', `${url}/secrets`, alice, { meta: { name } })).status).toBe(201);
    }
    expect((await write('POST', `${url}/secrets`, alice, { meta: { name: 'Sixth' } })).status).toBe(409);
    const retired = await write('DELETE', `${url}/secrets/${secretId}`, alice);
    expect([retired.status, retired.text]).toEqual([204, '']);
    expect((await write('DELETE', `${url}/secrets/${secretId}`, alice)).status).toBe(404);
    expect((await write('DELETE', `${url}/secrets/nonsense`, alice)).status).toBe(404);
    expect(secretsOf((await get(url, alice)).document.data)).toHaveLength(4);
  });

  it('refuses a secret without a name, or one that is past its end', async () => {
    const { write } = server();
    const url = `${urlOf(await create(alice, paths.backoffice))}/secrets`;
    const errorOf = async (meta: object) => (await write('POST', url, alice, { meta })).document.errors[0];
    const pointerOf = async (meta: object) => (await errorOf(meta))?.source?.pointer;
    expect(await errorOf({})).toMatchObject({ source: { pointer: '/meta' }, meta: { member: '/meta/name' } });
    expect(await pointerOf({ name: 'x', expiresAt: '2001-01-01T00:00:00+02:00' })).toBe('/meta/expiresAt');
    expect(await pointerOf({ name: 'x', expiresAt: 'soon' })).toBe('/meta/expiresAt');
    expect(await pointerOf({ name: 'x', expiresAt: '2099-02-30T00:00:00Z' })).toBe('/meta/expiresAt');
    expect(await pointerOf({ name: 'x', expiresAt: '9999-12-31T23:59:59-14:00' })).toBe('/meta/expiresAt');
    expect(await pointerOf({ name: 'Default' })).toBe('/meta/name');
  });

  it('keeps its entity tag when it is used', async () => {
    const { directory, get } = server();
    const created = await create(alice, paths.backoffice);
    directory.storage.clientUsage.apiCalled(created.document.data.id);
    await directory.storage.clientUsage.close();
    const read = await get(urlOf(created), alice);
    expect(read.document.data.attributes.lastCallAt).not.toBeNull();
    expect(read.headers.etag).toBe(created.headers.etag);
  });

  it('is changed by somebody who has read it last', async () => {
    const { send, write } = server();
    const created = await create(alice, paths.backoffice);
    await write('POST', `${urlOf(created)}/secrets`, alice, { meta: { name: 'Other' } });
    const answer = await send({
      method: 'POST',
      url: `${urlOf(created)}/deactivate`,
      headers: { authorization: alice, 'if-match': created.headers.etag ?? '' },
    });
    expect(answer.status).toBe(412);
  });

  it('keeps what is fixed: grant types, side, organization and owner', async () => {
    const { write } = server();
    const { document } = await create(alice, paths.backoffice);
    const { id } = document.data;
    const attributes = {
      grantTypes: ['password'],
      side: 'storefront',
      confidential: false,
      clientId: 'x',
      secrets: [],
    };
    const relationships = { owner: { data: null } };
    const data = { type: 'oauthapplications', id, attributes, relationships };
    const answer = await write('PATCH', `${paths.backoffice}/${id}`, alice, { data });
    expect(answer.status).toBe(422);
    expect(answer.document.errors.map(({ code }) => code)).toEqual(Array(6).fill('read_only'));
  });

  it('is deleted for good', async () => {
    const { get, write } = server();
    const url = urlOf(await create(alice, paths.backoffice));
    expect((await write('DELETE', url, alice)).status).toBe(204);
    expect((await get(url, alice)).status).toBe(404);
  });

  it('is found by name, owner, grant type, status and when it was used', async () => {
    const { get, people } = server();
    const names = async (query: string) => {
      const { status, document, text } = await get(`${paths.backoffice}?page[size]=100&${query}`, alice);
      expect(status, text).toBe(200);
      return document.data.map(({ attributes }) => attributes.name);
    };
    const created = await create(alice, paths.backoffice, { attributes: { name: 'Findable', active: false } });
    expect(await names('filter[name]=findable')).toEqual(['Findable']);
    expect(await names(`filter[clientId]=${created.document.data.attributes.clientId}`)).toEqual(['Findable']);
    expect(await names('filter[active]=false')).toContain('Findable');
    expect(await names(`filter[owner]=${people.alice.id}`)).toContain('Findable');
    expect(await names('filter[grantTypes]=password&filter[owner][not]=')).not.toContain('Findable');
    expect(await names('filter[lastUsedAt][after]=2001-01-01')).not.toContain('Findable');
    expect((await names('sort=-lastUsedAt')).length).toBeGreaterThan(1);
  });
});

describe('an OAuth application of the storefront', () => {
  it('belongs to its maker and to the storefront', async () => {
    const { people } = server();
    const created = await create(cleo, paths.storefront);
    expect(created.status, created.text).toBe(201);
    expect(String(created.document.meta.clientSecret)).toMatch(/^grs_sf_/);
    expect(created.document.data.attributes.side).toBe('storefront');
    expect(created.document.data.relationships.owner?.data).toEqual({ type: 'customerusers', id: people.cleo.id });
  });

  it('is seen by the administrators of the same customer and by nobody else', async () => {
    const { get, organizations, people, signIn } = server();
    const { document } = await create(cleo, paths.storefront);
    const url = `${paths.storefront}/${document.data.id}`;
    expect((await get(url, carol)).status).toBe(200);
    expect((await get(url, await signIn(people.otto, organizations.a))).status).toBe(404);
    expect((await get(url, await signIn(people.dan, organizations.b))).status).toBe(404);
    expect((await get(`${paths.backoffice}/${document.data.id}`, alice)).status).toBe(200);
  });

  it('is made for a colleague by the administrator of the customer', async () => {
    const { people } = server();
    const owner = { data: { type: 'customerusers', id: people.cleo.id } };
    expect((await create(carol, paths.storefront, { relationships: { owner } })).status).toBe(201);
    const stranger = { data: { type: 'customerusers', id: people.otto.id } };
    expect((await create(carol, paths.storefront, { relationships: { owner: stranger } })).status).toBe(422);
  });

  it('cannot choose its side, its organization, to skip consent or to have its token again', async () => {
    const { organizations } = server();
    const answer = await create(carol, paths.storefront, {
      attributes: { side: 'backoffice', skipConsent: true, tokenReuse: true },
      relationships: { organization: { data: { type: 'organizations', id: organizations.b } } },
    });
    expect(answer.status).toBe(422);
    expect(answer.document.errors.map(({ source }) => source?.pointer)).toEqual([
      '/data/attributes/side',
      '/data/attributes/skipConsent',
      '/data/attributes/tokenReuse',
      '/data/relationships/organization',
    ]);
  });

  it('shows organization and owner as identifiers, with an address only where there is one', async () => {
    const { get } = server();
    const { document } = await create(cleo, paths.storefront);
    const { organization, owner } = document.data.relationships;
    expect(Object.keys(organization?.links ?? {})).toEqual(['self']);
    expect(Object.keys(owner?.links ?? {})).toEqual(['self', 'related']);
    const included = await get(`${paths.storefront}/${document.data.id}?include=organization`, cleo);
    expect(included.status).toBe(400);
    expect(included.document.errors[0]?.detail).toBe(
      'There is no “organization” here. There are: owner, createdBy, updatedBy.',
    );
  });
});

describe('a body of an action', () => {
  it('that takes none is refused, unless it is empty', async () => {
    const { send, write } = server();
    const url = `${urlOf(await create(alice, paths.backoffice))}/deactivate`;
    expect((await write('POST', url, alice, { meta: { force: true } })).status).toBe(400);
    const text = { method: 'POST', url, payload: 'x' } as const;
    expect((await send({ ...text, headers: { authorization: alice, 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await send({ ...text, headers: { authorization: alice, 'content-type': jsonApi } })).status).toBe(400);
  });
});
