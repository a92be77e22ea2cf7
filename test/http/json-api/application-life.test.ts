import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { claimsOf, jsonOf } from '../../fixtures/test-server.ts';
import { jsonApi, type SentDocument } from './api-server.ts';
import { freshNumber, type Persona, type PersonasServer, startServerForPersonas } from './personas.ts';

let server: PersonasServer;
/** Every secret that was told; none may be anywhere else. */
const told: string[] = [];

beforeAll(async () => {
  server = await startServerForPersonas();
});

afterAll(async () => {
  const log = server.test.logLines.join('\n');
  expect(told.length).toBeGreaterThan(5);
  for (const secret of told) expect(log.includes(secret)).toBe(false);
  await server.test.close();
});

interface Made {
  readonly url: string;
  readonly id: string;
  readonly clientId: string;
  readonly secret: string;
}

interface SideOfLife {
  readonly persona: Persona;
  readonly prefix: string;
  /** What its token reads. */
  readonly reads: string;
}

const sides: readonly SideOfLife[] = [
  { persona: 'organization administrator', prefix: '/api', reads: '/api/users' },
  { persona: 'buyer', prefix: '/storefront/api', reads: '/storefront/api/customerusers' },
];

async function create({ persona, prefix }: SideOfLife, attributes: object = {}): Promise<Made> {
  const path = `${prefix}/oauthapplications`;
  const name = `Life ${freshNumber()}`;
  const data = { type: 'oauthapplications', attributes: { name, grantTypes: ['client_credentials'], ...attributes } };
  const { document, headers, status } = await server.send(persona, 'POST', path, { data });
  expect([status, headers.get('location')]).toEqual([201, document.data.links.self]);
  const secret = String(document.meta.clientSecret);
  told.push(secret);
  const { id } = document.data;
  return { url: `${path}/${id}`, id, clientId: String(document.data.attributes.clientId), secret };
}

/** Asks for a token and gives the status with it. */
async function ask({ clientId }: Made, secret: string): Promise<{ status: number; token: string }> {
  const credentials = { client_id: clientId, client_secret: secret };
  const response = await server.test.token({ grant_type: 'client_credentials', ...credentials });
  return { status: response.status, token: (await jsonOf(response)).access_token ?? '' };
}

async function statusWith(token: string, path: string): Promise<number> {
  return (await server.test.call(path, token)).status;
}

describe.each(sides)('an OAuth application made at $prefix', (side) => {
  const { persona, prefix, reads } = side;
  const post = (path: string, meta?: object) => server.send(persona, 'POST', path, meta && { meta });

  it('leads from its creation to an answer of its API', async () => {
    const made = await create(side);
    const { status, token } = await ask(made, made.secret);
    expect([status, await statusWith(token, reads)]).toEqual([200, 200]);
    expect(claimsOf(token)).toMatchObject({ client_id: made.clientId, aud: `${server.test.url}${prefix}` });
  });

  it('ends its tokens at once when it is deactivated, and activating revives none of them', async () => {
    const made = await create(side);
    const { token } = await ask(made, made.secret);
    expect(await statusWith(token, reads)).toBe(200);
    expect((await post(`${made.url}/deactivate`)).status).toBe(200);
    const refused = await server.test.call(reads, token);
    expect(refused.status).toBe(401);
    expect(refused.headers.get('www-authenticate')).toContain('error="invalid_token"');
    expect(refused.headers.get('content-type')).toBe(jsonApi);
    expect(((await refused.json()) as SentDocument).errors[0]?.code).toBe('invalid_token');
    expect((await ask(made, made.secret)).status).toBe(401);
    expect((await post(`${made.url}/activate`)).status).toBe(200);
    expect(await statusWith(token, reads)).toBe(401);
    const again = await ask(made, made.secret);
    expect([again.status, await statusWith(again.token, reads)]).toEqual([200, 200]);
  });

  it('ends its tokens at once when a change deactivates it', async () => {
    const made = await create(side);
    const { token } = await ask(made, made.secret);
    const data = { type: 'oauthapplications', id: made.id, attributes: { active: false } };
    expect((await server.send(persona, 'PATCH', made.url, { data })).status).toBe(200);
    expect(await statusWith(token, reads)).toBe(401);
  });

  it('ends its tokens at once when it is deleted', async () => {
    const made = await create(side);
    const { token } = await ask(made, made.secret);
    expect((await server.send(persona, 'DELETE', made.url)).status).toBe(204);
    expect(await statusWith(token, reads)).toBe(401);
    expect((await ask(made, made.secret)).status).toBe(401);
  });

  it('goes from one secret to the next without an outage', async () => {
    const made = await create(side);
    const added = await post(`${made.url}/secrets`, { name: 'Next' });
    expect(added.status).toBe(201);
    const next = String(added.document.meta.clientSecret);
    told.push(next);
    expect((await ask(made, made.secret)).status).toBe(200);
    expect((await ask(made, next)).status).toBe(200);
    const shown = await server.send(persona, 'GET', made.url);
    const secrets = shown.document.data.attributes.secrets as { id: string; name: string }[];
    const first = secrets.find(({ name }) => name === 'Default')?.id;
    expect((await server.send(persona, 'DELETE', `${made.url}/secrets/${first}`)).status).toBe(204);
    expect((await ask(made, made.secret)).status).toBe(401);
    expect((await ask(made, next)).status).toBe(200);
  });

  it('never tells a secret again, in no answer and no header', async () => {
    const made = await create(side);
    const path = `${prefix}/oauthapplications`;
    const data = { type: 'oauthapplications', id: made.id, attributes: { name: `Renamed ${freshNumber()}` } };
    const answers = [
      await server.send(persona, 'GET', made.url),
      await server.send(persona, 'GET', `${path}?page[size]=100&include=owner`),
      await server.send(persona, 'PATCH', made.url, { data }),
      await post(`${made.url}/deactivate`),
      await post(`${made.url}/activate`),
    ];
    for (const { document, headers, status, text } of answers) {
      expect([status, document.meta?.clientSecret]).toEqual([200, undefined]);
      expect(text + JSON.stringify([...headers])).not.toContain(made.secret);
    }
  });

  it('narrows what its tokens may do as soon as its access is narrowed', async () => {
    const made = await create(side);
    const access = { mode: 'chosen', scopes: ['profile:read'] };
    const { token } = await ask(made, made.secret);
    const data = { type: 'oauthapplications', id: made.id, attributes: { access } };
    expect((await server.send(persona, 'PATCH', made.url, { data })).status).toBe(200);
    expect(await statusWith(token, reads)).toBe(403);
    const { token: narrow } = await ask(made, made.secret);
    expect(claimsOf(narrow).scope).toBe('profile:read');
    const refused = await server.test.call(reads, narrow);
    const scope = `${reads.split('/').at(-1)}:read`;
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([
      403,
      expect.stringContaining(
        `error="insufficient_scope", error_description="This needs a token with the scope ${scope}."`,
      ),
    ]);
    expect(refused.headers.get('www-authenticate')).toContain(`scope="${scope}"`);
    expect(await statusWith(narrow, `${prefix}/profile`)).toBe(200);
  });
});

describe('a person', () => {
  it('who is disabled takes the tokens of the applications that act for them along', async () => {
    const { people, send, test } = server;
    const user = await server.make.user(people.organizations.a);
    const data = {
      type: 'oauthapplications',
      attributes: { name: `For a colleague ${freshNumber()}`, grantTypes: ['client_credentials'] },
      relationships: { owner: { data: { type: 'users', id: user } } },
    };
    const { document } = await send('organization administrator', 'POST', '/api/oauthapplications', { data });
    const secret = String(document.meta.clientSecret);
    told.push(secret);
    const clientId = String(document.data.attributes.clientId);
    const { token } = await ask({ url: '', id: '', clientId, secret }, secret);
    expect(await statusWith(token, '/api/users')).toBe(200);
    const change = { data: { type: 'users', id: user, attributes: { enabled: false } } };
    expect((await send('organization administrator', 'PATCH', `/api/users/${user}`, change)).status).toBe(200);
    const refused = await test.call('/api/users', token);
    expect([refused.status, refused.headers.get('content-type')]).toEqual([401, jsonApi]);
  });
});
