import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/audit-log.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  claimsOf,
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestPerson,
  type TestServer,
} from '../fixtures/test-server.ts';

const canary = 'canary-8c1f-smtp';
const jsonApi = 'application/vnd.api+json';
const types = ['settings', 'signingkeys', 'jobs'] as const;

let test: TestServer;
let people: People;
let legacy: TestApplication;
let tokens: { administrator: string; alice: string; eve: string };

interface Resource {
  readonly id: string;
  readonly attributes: Record<string, unknown>;
}

interface Document {
  readonly data: Resource & Resource[];
  readonly errors?: readonly { readonly detail: string; readonly source?: { readonly pointer: string } }[];
}

const signIn = async (person: TestPerson, organizationId: string): Promise<string> => {
  const application = await createApplication(test, { organizationId, owner: null, grantTypes: ['password'] });
  const { name: username, password } = person;
  const answer = await test.token({ grant_type: 'password', username, password, ...credentialsOf(application) });
  return (await jsonOf(answer)).access_token ?? '';
};

beforeAll(async () => {
  const settings = {
    tokens: { authorizationCodeLifetime: 30, algorithm: 'ES256' },
    mail: { smtpPassword: canary },
  };
  test = await startTestServer({ settings });
  people = await seedPeople(test);
  const { a, all } = people.organizations;
  legacy = await createApplication(test, { organizationId: a, owner: null, grantTypes: ['password'] });
  tokens = {
    administrator: await signIn(people.administrator, all),
    alice: await signIn(people.alice, a),
    eve: await signIn(people.eve, a),
  };
});

afterAll(async () => {
  expect(test.logLines.join('\n')).not.toContain(canary);
  await test.close();
});

async function send(method: string, path: string, attributes?: object, token = tokens.administrator) {
  const [type = '', id] = path.split('/');
  const response = await test.call(`/api/${path}`, token, {
    method,
    ...(attributes !== undefined && {
      headers: { 'content-type': jsonApi },
      body: JSON.stringify({ data: { type, ...(id !== undefined && { id }), attributes } }),
    }),
  });
  const text = await response.text();
  return { status: response.status, text, document: (text === '' ? {} : JSON.parse(text)) as Document };
}

const idOf = (name: string) => `settings/${name.toLowerCase()}`;
const change = (name: string, value: unknown) => send('PATCH', idOf(name), { value });
const reset = (name: string) => send('POST', `${idOf(name)}/reset`);
const passwordToken = ({ name: username, password }: TestPerson) =>
  test.token({ grant_type: 'password', username, password, ...credentialsOf(legacy) });
const newest = async (type: string): Promise<AuditEntry | undefined> =>
  (await test.services.storage.auditLog.after('0', 10_000)).filter((entry) => entry.type === type).at(-1);

describe('what concerns the whole installation', () => {
  it.each(types)('is kept from whoever does not reach every organization: %s', async (type) => {
    expect((await send('GET', type)).status).toBe(200);
    for (const token of [tokens.alice, tokens.eve]) {
      const { document, status } = await send('GET', type, undefined, token);
      expect([status, document.data]).toEqual([403, undefined]);
    }
  });

  it('is changed by nobody else either', async () => {
    const [key] = (await send('GET', 'signingkeys')).document.data;
    for (const [method, path, attributes] of [
      ['PATCH', idOf('grants.password'), { value: false }],
      ['POST', `${idOf('grants.password')}/reset`],
      ['POST', 'signingkeys', {}],
      ['POST', `signingkeys/${key?.id}/revoke`],
      ['POST', 'jobs/prune/run'],
    ] as const) {
      for (const token of [tokens.alice, tokens.eve]) {
        expect([path, (await send(method, path, attributes, token)).status]).toEqual([path, 403]);
      }
    }
  });
});

describe('the settings', () => {
  it('tell value, default, source, and why one cannot be changed here', async () => {
    const { data } = (await send('GET', 'settings?page[size]=100')).document;
    const named = (name: string) => data.find(({ attributes }) => attributes.name === name)?.attributes;
    expect(named('tokens.accessTokenLifetime')).toMatchObject({
      value: 3600,
      default: 3600,
      source: 'default',
      editable: true,
      readOnly: null,
      unit: 'seconds',
      minimum: 1,
    });
    expect(named('tokens.authorizationCodeLifetime')).toMatchObject({
      value: 30,
      default: 60,
      source: 'file',
      place: 'config.yml',
      editable: false,
      readOnly: 'set-at-start',
    });
    expect(named('server.port')).toMatchObject({ editable: false, readOnly: 'restart' });
    expect(named('mail.smtpPassword')).toMatchObject({
      value: null,
      secret: true,
      isSet: true,
      readOnly: 'set-at-start',
    });
    expect(named('database.url')).toMatchObject({ value: null, secret: true, isSet: false });
    expect(JSON.stringify(data)).not.toContain(canary);
  });

  it('hold as soon as they are changed, and the change is remembered with both values', async () => {
    const changed = await change('tokens.accessTokenLifetime', 600);
    expect(changed.document.data.attributes).toMatchObject({ value: 600, default: 3600, source: 'database' });
    expect(changed.document.data.attributes.changedAt).toMatch(/^2\d{3}-/);
    expect(await jsonOf(await passwordToken(people.alice))).toMatchObject({ expires_in: 600 });
    expect(await newest('setting.changed')).toMatchObject({
      actor: { kind: 'user', id: people.administrator.ref.id },
      subject: { kind: 'setting', id: 'tokens.accessTokenLifetime' },
      details: { from: 3600, to: 600 },
      organizationId: null,
    });
    expect((await reset('tokens.accessTokenLifetime')).document.data.attributes).toMatchObject({
      value: 3600,
      source: 'default',
    });
    expect(await jsonOf(await passwordToken(people.alice))).toMatchObject({ expires_in: 3600 });
    expect(await newest('setting.reset')).toMatchObject({ details: { from: 600, to: 3600 } });
  });

  it('shut a grant off at once, and let it in again', async () => {
    await change('grants.password', false);
    expect(await jsonOf(await passwordToken(people.alice))).toMatchObject({ error: 'unsupported_grant_type' });
    const metadata = await jsonOf(await test.send('/.well-known/oauth-authorization-server'));
    expect(metadata.grant_types_supported).not.toContain('password');
    await reset('grants.password');
    expect((await passwordToken(people.alice)).status).toBe(200);
  });

  it('give no refresh tokens and take none once they are switched off', async () => {
    const { refresh_token = '' } = await jsonOf(await passwordToken(people.alice));
    const refresh = () => test.token({ grant_type: 'refresh_token', refresh_token, ...credentialsOf(legacy) });
    await change('grants.refreshToken', false);
    expect(await jsonOf(await passwordToken(people.alice))).not.toHaveProperty('refresh_token');
    expect(await jsonOf(await refresh())).toMatchObject({ error: 'unsupported_grant_type' });
    await reset('grants.refreshToken');
    expect((await refresh()).status).toBe(200);
  });

  it('let scripts of a new origin in without a restart', async () => {
    const origin = 'https://shop.example.com';
    const allowed = async () =>
      (await test.token({ grant_type: 'x' }, { origin })).headers.get('access-control-allow-origin');
    expect(await allowed()).toBeNull();
    await change('server.corsOrigins', [origin]);
    expect(await allowed()).toBe(origin);
    await reset('server.corsOrigins');
    expect(await allowed()).toBeNull();
  });

  it('ask more of new passwords, and leave those there are', async () => {
    await change('passwords.minLength', 100);
    const input = { username: 'short', email: 'short@example.com', memberships: [], password: 'correct horse battery' };
    await expect(test.services.administrations.users.create(serverCaller(), input)).rejects.toThrow(
      'A password has 100 to 256 characters.',
    );
    expect((await passwordToken(people.alice)).status).toBe(200);
    await reset('passwords.minLength');
  });

  it('count attempts by a limit that was changed', async () => {
    await change('rateLimits.guestsPerNetwork', 1);
    const { guests } = test.services.rules;
    expect([guests.limit, await test.services.localAttempts.take(guests, 'x')]).toEqual([1, 0]);
    expect(await test.services.localAttempts.take(guests, 'x')).toBeGreaterThan(0);
    await reset('rateLimits.guestsPerNetwork');
  });

  it('remember the longest life of tokens, so that an end of theirs outlives them', async () => {
    await change('tokens.accessTokenLifetime', 7200);
    await change('tokens.accessTokenLifetime', 60);
    expect(test.services.signingKeys.longestTokenLife()).toBe(7200);
    await reset('tokens.accessTokenLifetime');
  });

  it.each([
    ['grants.password', 'yes'],
    ['tokens.accessTokenLifetime', 0],
    ['tokens.accessTokenLifetime', null],
    ['tokens.accessTokenLifetime', 1.5],
    ['passwords.minLength', 7],
    ['server.corsOrigins', ['https://shop.example.com/path']],
    ['server.corsOrigins', 'https://shop.example.com'],
  ])('are checked as those of the file are: %s is not %j', async (name, value) => {
    const { document, status } = await change(name, value);
    expect(status).toBe(422);
    expect(document.errors?.[0]?.source?.pointer).toMatch(/^\/data\/attributes\/value/);
    expect((await send('GET', idOf(name))).document.data.attributes).toMatchObject({ source: 'default' });
  });

  it('refuse to be changed where it would have no effect', async () => {
    for (const name of ['tokens.authorizationCodeLifetime', 'server.port', 'mail.smtpPassword']) {
      expect([name, (await change(name, 40)).status, (await reset(name)).status]).toEqual([name, 409, 409]);
    }
    expect((await change('tokens.nothing', 1)).status).toBe(404);
  });
});

describe('the signing keys', () => {
  const keys = async (state?: string) =>
    (await send('GET', `signingkeys${state === undefined ? '' : `?filter[state]=${state}`}`)).document.data;
  const act = (key: Resource | undefined, action: string) => send('POST', `signingkeys/${key?.id}/${action}`);
  const kidOfToken = async () => {
    const { access_token = '' } = await jsonOf(await passwordToken(people.alice));
    return JSON.parse(Buffer.from(access_token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string };
  };
  const published = async () => {
    const { keys } = await jsonOf(await test.send('/.well-known/jwks.json'));
    return (keys as unknown as readonly { readonly kid: string }[]).map(({ kid }) => kid);
  };

  it('are listed with what each does and where it came from, and never with the private key', async () => {
    const { document, text } = await send('GET', 'signingkeys');
    const [first] = document.data;
    expect(first?.attributes).toMatchObject({ state: 'signing', algorithm: 'ES256', source: 'file', retiresAt: null });
    expect(first?.id).toMatch(/^[0-9a-f]{64}$/);
    expect(Object.keys(first?.attributes.publicKey as object).sort()).toEqual(['crv', 'kty', 'x', 'y']);
    expect(text).not.toMatch(/sealed|PRIVATE|"d":/);
    const capitals = await send('GET', `signingkeys/${first?.id.toUpperCase()}`);
    expect(capitals.document.data.attributes.kid).toBe(first?.attributes.kid);
  });

  it('get a successor that is published first, and can be withdrawn', async () => {
    const made = await send('POST', 'signingkeys', { algorithm: 'EdDSA' });
    expect(made.status).toBe(201);
    expect(made.document.data.attributes).toMatchObject({ state: 'announced', algorithm: 'EdDSA', source: 'database' });
    const kid = String(made.document.data.attributes.kid);
    expect(await published()).toContain(kid);
    expect((await kidOfToken()).kid).not.toBe(kid);
    expect((await send('POST', 'signingkeys', {})).status).toBe(409);
    const [signing] = await keys('signing');
    expect((await act(signing, 'retire')).status).toBe(409);
    expect((await act(made.document.data, 'retire')).document.data.attributes).toMatchObject({ state: 'retired' });
    expect((await keys('signing'))[0]?.attributes).toMatchObject({ kid: signing?.attributes.kid, retiresAt: null });
  });

  it('change over at once when the announced one is told to sign; what the former signed stays good', async () => {
    const [former] = await keys('signing');
    expect((await act(former, 'sign')).status).toBe(409);
    const made = await send('POST', 'signingkeys', {});
    const signed = await act(made.document.data, 'sign');
    expect(signed.document.data.attributes).toMatchObject({ state: 'signing' });
    expect((await kidOfToken()).kid).toBe(signed.document.data.attributes.kid);
    expect((await send('GET', `signingkeys/${former?.id}`)).document.data.attributes).toMatchObject({
      state: 'retired',
    });
  });

  it('end everything they signed when they are revoked, and the next one signs', async () => {
    const [signing] = await keys('signing');
    const { access_token = '' } = await jsonOf(await passwordToken(people.alice));
    expect(claimsOf(access_token)).toHaveProperty('exp');
    expect((await test.call('/api/profile', access_token)).status).toBe(200);
    expect((await act(signing, 'revoke')).document.data.attributes).toMatchObject({ state: 'revoked' });
    expect((await test.call('/api/profile', access_token)).status).toBe(401);
    expect(await published()).not.toContain(signing?.attributes.kid);
    expect((await kidOfToken()).kid).not.toBe(signing?.attributes.kid);
    expect(await newest('signing-key.revoked')).toMatchObject({
      actor: { kind: 'user', id: people.administrator.ref.id },
      subject: { id: signing?.attributes.kid },
    });
    expect((await send('POST', `signingkeys/${'0'.repeat(64)}/revoke`)).status).toBe(404);
  });
});

describe('the scheduled jobs', () => {
  const job = async (name: string) => (await send('GET', `jobs/${name}`)).document.data.attributes;

  it('tell what they do and when', async () => {
    const { data } = (await send('GET', 'jobs')).document;
    expect(data.map(({ id }) => id)).toEqual(expect.arrayContaining(['prune', 'signing-keys', 'vacuum']));
    for (const { attributes } of data) expect(attributes.description).toMatch(/^[A-Z].*\.$/);
  });

  it('run at once when somebody asks for it, and tell how it went', async () => {
    const before = new Date();
    expect((await send('POST', 'jobs/prune-idle-families/run')).status).toBe(200);
    await expect.poll(async () => (await job('prune-idle-families')).state, { timeout: 10_000 }).toBe('succeeded');
    const { duration, error, nextAt, node, schedule, startedAt } = await job('prune-idle-families');
    expect(new Date(String(startedAt)).getTime()).toBeGreaterThanOrEqual(before.getTime() - 1);
    expect([typeof duration, error, schedule]).toEqual(['number', null, '20 3 * * *']);
    expect(node).toContain(`process ${process.pid}`);
    expect(new Date(String(nextAt)).getUTCHours()).toBe(3);
    expect(await newest('job.requested')).toMatchObject({ subject: { kind: 'job', id: 'prune-idle-families' } });
  });

  it('are not asked for again while another node runs them', async () => {
    const { jobs } = test.services.storage;
    await jobs.plan('prune-idle-families', new Date(0));
    const held = { lease: 'another', node: 'app-2', seconds: 60 };
    // The runner of this server may be quicker; then it is done at once.
    while (!(await jobs.claim('prune-idle-families', held))) {
      await sleep(50);
      await jobs.plan('prune-idle-families', new Date(0));
    }
    expect(await job('prune-idle-families')).toMatchObject({ state: 'running', node: 'app-2', endedAt: null });
    expect((await send('POST', 'jobs/prune-idle-families/run')).status).toBe(409);
    await jobs.fail('prune-idle-families', 'another', 'the disk is full');
    expect(await job('prune-idle-families')).toMatchObject({ state: 'failed', error: 'the disk is full', failures: 1 });
    expect((await send('POST', 'jobs/nothing/run')).status).toBe(404);
  });
});
