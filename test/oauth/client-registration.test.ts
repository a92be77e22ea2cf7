import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../../src/access/caller.ts';
import type { ListQuery } from '../../src/access/list-query.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import type { Client } from '../../src/oauth/client.ts';
import type { NewClient } from '../../src/oauth/client-registration.ts';
import { hashClientSecret, looksLikeClientSecret, mostSecrets } from '../../src/oauth/client-secret.ts';
import {
  callerFor,
  eventsOf,
  everything,
  openTestDirectory,
  outcomeOf,
  populate,
  type TestDirectory,
} from '../fixtures/test-directory.ts';

let directory: TestDirectory;
let world: Awaited<ReturnType<typeof populate>>;
let root: Caller;
let alice: Caller;
let mia: Caller;
let gus: Caller;
let carol: Caller;
let cleo: Caller;

beforeAll(async () => {
  directory = await openTestDirectory();
  world = await populate(directory);
  const { all, a } = world.organizations;
  root = await callerFor(directory, world.people.root, all);
  alice = await callerFor(directory, world.people.alice, a);
  mia = await callerFor(directory, world.people.mia, a);
  gus = await callerFor(directory, world.people.gus, all);
  carol = await callerFor(directory, world.people.carol, a);
  cleo = await callerFor(directory, world.people.cleo, a);
}, 60_000);
afterAll(() => directory.close());

let made = 0;
function newApplication(changes: Partial<NewClient> = {}): NewClient {
  made += 1;
  return { name: `Application ${made}`, grantTypes: ['client_credentials'], ...changes };
}

function create(caller: Caller, changes: Partial<NewClient> = {}) {
  return directory.administrations.clients.create(caller, newApplication(changes));
}

/** A client without its secrets' hashes, which drivers give as different kinds of bytes. */
function withoutHashes(client: Client | undefined | null) {
  return client && { ...client, secrets: client.secrets.map(({ hash: _, ...secret }) => secret) };
}

const refusal = (caller: Caller, changes: Partial<NewClient>) => outcomeOf(create(caller, changes));

describe('an application that is created', () => {
  it('belongs to its maker, in the organization they work in, on their side', async () => {
    const { client, secret } = await create(mia, { name: '  My Cafe\u0301 ' });
    expect(client).toMatchObject({
      name: 'My Café',
      side: 'backoffice',
      organizationId: world.organizations.a,
      owner: world.people.mia,
      createdBy: world.people.mia,
      grantTypes: ['client_credentials'],
      confidential: true,
      skipConsent: false,
      guestsAllowed: false,
      active: true,
      access: { mode: 'everything' },
    });
    expect(client.clientId).toMatch(/^[A-Za-z0-9_-]{32}$/);
    expect(looksLikeClientSecret(secret ?? '')).toBe(true);
    expect(client.secrets).toMatchObject([{ name: 'Default', expiresAt: null }]);
    expect(withoutHashes(await directory.storage.clients.findByClientId(client.clientId))).toEqual(
      withoutHashes(client),
    );
    expect((await create(cleo)).client).toMatchObject({ side: 'storefront', owner: world.people.cleo });
  });

  it('has a secret of which only the hash is kept, and none of it in the log', async () => {
    const { client, secret } = await create(alice);
    const kept = await directory.storage.clients.findById(client.id);
    expect(JSON.stringify(kept)).not.toContain(secret);
    const hash = hashClientSecret(secret ?? '', directory.cryptography);
    expect(Buffer.from(kept?.secrets[0]?.hash ?? []).equals(hash)).toBe(true);
    const event = (await eventsOf(directory)).at(-1);
    expect(event).toMatchObject({
      type: 'application.created',
      organizationId: world.organizations.a,
      actor: world.people.alice,
      subject: { kind: 'application', id: client.id, name: client.name },
      details: { side: 'backoffice', grantTypes: ['client_credentials'], owner: `user:${world.people.alice.id}` },
    });
    expect(JSON.stringify(event)).not.toContain(secret);
  });

  it('has a name that its owner uses once in the organization', async () => {
    await create(mia, { name: 'Twice' });
    expect(await refusal(mia, { name: 'twice' })).toMatch(/^name:/);
    expect(await refusal(alice, { name: 'Twice' })).toBe('done');
    for (const name of ['', '   ', 'x'.repeat(256), 'a\u0000b', 'a\ud800']) {
      expect(await refusal(mia, { name })).toMatch(/^name:/);
    }
  });

  it('has exactly the grants it was created with, even none', async () => {
    expect((await create(mia, { grantTypes: [] })).client.grantTypes).toEqual([]);
    expect((await create(mia, { grantTypes: ['password', 'password'] })).client.grantTypes).toEqual(['password']);
    const unknown = { grantTypes: ['implicit'] } as unknown as Partial<NewClient>;
    expect(await refusal(mia, unknown)).toMatch(/^grantTypes:/);
    const refresh = { grantTypes: ['refresh_token'] } as unknown as Partial<NewClient>;
    expect(await refusal(mia, refresh)).toMatch(/^grantTypes:/);
  });

  it('uses client_credentials only with a secret and an owner', async () => {
    expect(await refusal(mia, { confidential: false })).toMatch(/^confidential:/);
    expect(await refusal(alice, { owner: null })).toMatch(/^owner: .*needs an owner/);
    const open = await create(mia, { confidential: false, grantTypes: ['password'] });
    expect(open).toMatchObject({ secret: null, client: { secrets: [], confidential: false } });
  });

  it('uses authorization_code only with redirect URIs, and redirect URIs only with it', async () => {
    const grantTypes = ['authorization_code'] as const;
    expect(await refusal(mia, { grantTypes })).toMatch(/^redirectUris: .*needs/);
    expect(await refusal(mia, { redirectUris: ['https://example.com/cb'] })).toMatch(/^redirectUris: Only/);
    const bad = ['https://example.com/cb', 'javascript:alert(1)'];
    expect(await refusal(mia, { grantTypes, redirectUris: bad })).toMatch(/^redirectUris: Redirect URI number 2/);
    const many = Array.from({ length: 51 }, (_, number) => `https://example.com/${number}`);
    expect(await refusal(mia, { grantTypes, redirectUris: many })).toMatch(/at most 50/);
    const { client } = await create(mia, {
      grantTypes,
      redirectUris: ['https://example.com/cb', 'https://example.com/cb'],
    });
    expect(client.redirectUris).toEqual(['https://example.com/cb']);
  });

  it('admits guests only in the storefront with the password grant, there unless it is said otherwise', async () => {
    const grantTypes = ['password'] as const;
    expect((await create(carol, { grantTypes })).client.guestsAllowed).toBe(true);
    expect((await create(carol, { grantTypes, guestsAllowed: false })).client.guestsAllowed).toBe(false);
    expect((await create(mia, { grantTypes })).client.guestsAllowed).toBe(false);
    expect(await refusal(mia, { grantTypes, guestsAllowed: true })).toMatch(/^guestsAllowed:/);
    expect(await refusal(carol, { guestsAllowed: true })).toMatch(/^guestsAllowed:/);
  });

  it('skips consent only where an administrator says so, and only when confidential', async () => {
    const code = { grantTypes: ['authorization_code'], redirectUris: ['https://example.com/cb'] } as const;
    expect(await refusal(mia, { ...code, skipConsent: true })).toMatch(/^skipConsent: Only administrators/);
    expect(await refusal(carol, { ...code, skipConsent: true })).toMatch(/^skipConsent: Only administrators/);
    expect(await refusal(alice, { ...code, skipConsent: true, confidential: false })).toMatch(/^skipConsent:/);
    expect(await refusal(alice, { ...code, skipConsent: true })).toBe('done');
  });

  it('has the same token again only where an administrator says so, and only with client_credentials', async () => {
    expect((await create(alice)).client.tokenReuse).toBe(false);
    const reuse = { tokenReuse: true } as const;
    expect(await refusal(mia, reuse)).toMatch(/^tokenReuse: Only administrators/);
    expect(await refusal(carol, reuse)).toMatch(/^tokenReuse: Only administrators/);
    const wrong = /^tokenReuse: Only a confidential application with client_credentials/;
    expect(await refusal(alice, { ...reuse, grantTypes: ['password'] })).toMatch(wrong);
    expect(await refusal(alice, { ...reuse, grantTypes: ['password'], confidential: false })).toMatch(wrong);
    expect(await refusal(alice, { ...reuse, grantTypes: ['client_credentials', 'password'] })).toBe('done');
  });

  it('lets its owner rename it and switch token reuse off, once an administrator has switched it on', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const turn = (caller: Caller, tokenReuse: boolean) => clients.update(caller, client.id, { tokenReuse });
    expect(await outcomeOf(turn(mia, true))).toMatch(/^tokenReuse: Only administrators/);
    expect((await turn(alice, true))?.client.tokenReuse).toBe(true);
    expect((await eventsOf(directory)).at(-1)).toMatchObject({
      type: 'application.edited',
      actor: world.people.alice,
      details: { fields: ['tokenReuse'] },
    });
    const name = `${client.name} renamed`;
    expect((await clients.update(mia, client.id, { name }))?.client).toMatchObject({ name, tokenReuse: true });
    expect((await turn(mia, false))?.client.tokenReuse).toBe(false);
    expect(await outcomeOf(turn(mia, true))).toMatch(/^tokenReuse: Only administrators/);
  });

  it('may do chosen things only of its side and of what its owner may', async () => {
    const chosen = (...scopes: string[]) => ({ access: { mode: 'chosen', scopes } as const });
    expect((await create(mia, chosen('users:read', 'users:read'))).client.access).toEqual({
      mode: 'chosen',
      scopes: ['users:read'],
    });
    expect(await refusal(mia, chosen())).toMatch(/^access:/);
    expect(await refusal(mia, chosen('everything'))).toMatch(/^access: The scopes of the backoffice/);
    expect(await refusal(mia, chosen('users:write'))).toMatch(/^access: The owner itself/);
    expect(await refusal(carol, chosen('users:read'))).toMatch(/^access: The scopes of the storefront/);
    expect(await refusal(mia, { access: { mode: 'read-only' } })).toBe('done');
  });

  it('never does more than the token with which it is made', async () => {
    const token = await callerFor(directory, world.people.alice, world.organizations.a, [
      'oauthapplications:write',
      'users:read',
    ]);
    expect(await refusal(token, {})).toMatch(/^access: .*lacks/);
    expect(await refusal(token, { access: { mode: 'read-only' } })).toMatch(/^access: .*lacks/);
    expect(await refusal(token, { access: { mode: 'chosen', scopes: ['users:write'] } })).toMatch(/^access: .*lacks/);
    expect(await refusal(token, { access: { mode: 'chosen', scopes: ['users:read'] } })).toBe('done');
    const blind = await callerFor(directory, world.people.alice, world.organizations.a, ['oauthapplications:read']);
    expect(await refusal(blind, {})).toBe('denied: This needs a token with the scope oauthapplications:write.');
  });
});

describe('an application for somebody else', () => {
  it('is made by administrators for people of their organization', async () => {
    expect((await create(alice, { owner: world.people.mia })).client).toMatchObject({
      owner: world.people.mia,
      createdBy: world.people.alice,
    });
    expect((await create(alice, { owner: world.people.cleo })).client).toMatchObject({
      side: 'storefront',
      owner: world.people.cleo,
    });
    expect(await refusal(alice, { owner: world.people.bob })).toMatch(/^owner:/);
    expect(await refusal(alice, { owner: world.people.dan })).toMatch(/^owner:/);
    expect(await refusal(mia, { owner: world.people.eve })).toMatch(/^owner:/);
    expect(await refusal(alice, { owner: { kind: 'user', id: 'nonsense' } })).toMatch(/^owner:/);
    expect(await refusal(alice, { owner: { kind: 'user', id: world.people.cleo.id } })).toMatch(/^owner:/);
  });

  it('is never made for somebody with more rights than the maker', async () => {
    const { users } = directory.administrations;
    const memberships = [{ organizationId: world.organizations.a, roleId: builtInRoles.administrator.id }];
    const boss = await users.create(root, { username: 'boss', email: 'boss@example.com', memberships });
    const owner = { kind: 'user', id: boss.id } as const;
    expect(await refusal(alice, { owner })).toMatch(/^owner: This person may do more than you/);
    const { client } = await create(root, { owner, organizationId: world.organizations.a });
    const { clients } = directory.administrations;
    expect(await outcomeOf(clients.addSecret(alice, client.id, { name: 'Mine' }))).toMatch(
      /^denied: The owner may do more/,
    );
  });

  it('is made by a buyer administrator for people of the same customer', async () => {
    expect(await refusal(carol, { owner: world.people.cleo })).toBe('done');
    expect(await refusal(carol, { owner: world.people.otto })).toMatch(/^owner:/);
    expect(await refusal(carol, { owner: world.people.mia })).toMatch(/^side:.*\nowner:/s);
    expect(await refusal(carol, { side: 'backoffice' })).toMatch(/^side:/);
    expect(await refusal(cleo, { owner: world.people.carol })).toMatch(/^owner:/);
  });

  it('has an owner of its own side', async () => {
    expect(await refusal(alice, { side: 'storefront', owner: world.people.mia })).toMatch(/^owner: .*a customer user/);
    expect(await refusal(alice, { side: 'backoffice', owner: world.people.cleo })).toMatch(/^owner: .*a user/);
  });

  it('acts for nobody only where an administrator makes it so', async () => {
    const grantTypes = ['password'] as const;
    expect((await create(alice, { grantTypes, owner: null })).client.owner).toBeNull();
    expect((await create(alice, { grantTypes, side: 'storefront' })).client).toMatchObject({
      owner: null,
      side: 'storefront',
    });
    expect(await refusal(mia, { grantTypes, owner: null })).toMatch(/^owner:/);
    expect(await refusal(carol, { grantTypes, owner: null })).toMatch(/^owner:/);
  });
});

describe('the organization of an application', () => {
  it('is another than the maker’s only from a global one, and only where the owner belongs (seed-000)', async () => {
    const { a, b } = world.organizations;
    expect((await create(gus, { organizationId: a })).client.organizationId).toBe(a);
    expect(await refusal(gus, { organizationId: b })).toMatch(/^owner:/);
    expect(await refusal(root, { organizationId: b })).toMatch(/^owner:/);
    expect(await refusal(root, { organizationId: b, owner: world.people.bob })).toBe('done');
    const eve = await callerFor(directory, world.people.eve, a);
    expect(await refusal(eve, { organizationId: b })).toMatch(/^organization:/);
    expect(await refusal(alice, { organizationId: b })).toMatch(/^organization:/);
    expect(await refusal(root, { organizationId: 'nonsense' })).toMatch(/^organization:/);
    expect(await refusal(serverCaller(), { owner: world.people.mia })).toMatch(/^organization:/);
    expect(await refusal(serverCaller(a), { owner: world.people.mia })).toBe('done');
  });
});

describe('one’s own applications in other organizations', () => {
  it('are seen and changed from a global organization, where one makes them, and from nowhere else (seed-000)', async () => {
    const { clients } = directory.administrations;
    const { a } = world.organizations;
    const here = await create(gus);
    const there = await create(gus, { organizationId: a });
    const foreign = await create(alice);
    const idsSeenBy = async (caller: Caller, query: ListQuery = everything) =>
      (await clients.list(caller, query)).rows.map(({ client }) => client.id);
    expect(await idsSeenBy(gus)).toEqual(expect.arrayContaining([here.client.id, there.client.id]));
    expect(await idsSeenBy(gus)).not.toContain(foreign.client.id);
    expect(await clients.get(gus, foreign.client.id)).toBeNull();
    expect(await clients.delete(gus, foreign.client.id)).toBe(false);
    const gusInA = await callerFor(directory, world.people.gus, a);
    expect(await idsSeenBy(gusInA)).toContain(there.client.id);
    expect(await idsSeenBy(gusInA)).not.toContain(here.client.id);
    expect(await clients.get(gusInA, here.client.id)).toBeNull();
    expect((await clients.update(gus, there.client.id, { name: 'From above', active: false }))?.client).toMatchObject({
      name: 'From above',
      active: false,
    });
    expect(await clients.addSecret(gus, there.client.id, { name: 'Second' })).not.toBeNull();
    expect(await clients.retireSecret(gus, there.client.id, there.client.secrets[0]?.id ?? '')).toBe(true);
    expect(await clients.delete(gus, there.client.id)).toBe(true);
  });

  it('are found by administrators of the global organization when they ask for their own', async () => {
    const { clients, users } = directory.administrations;
    const { all, a } = world.organizations;
    const roleId = builtInRoles.organizationAdministrator.id;
    const memberships = [all, a].map((organizationId) => ({ organizationId, roleId }));
    const { id } = await users.create(root, { username: 'hal', email: 'hal@example.com', memberships });
    const hal = await callerFor(directory, { kind: 'user', id }, all);
    const { client } = await create(hal, { organizationId: a });
    const own = { ...everything, filters: [{ field: 'owner', operator: 'equals', values: [id] }] } as const;
    expect((await clients.list(hal, own)).rows.map((row) => row.client.id)).toEqual([client.id]);
    const others = [{ field: 'owner', operator: 'equals', values: [id, world.people.mia.id] }] as const;
    expect((await clients.list(hal, { ...everything, filters: others })).rows).toEqual([]);
    expect((await clients.list(hal, everything)).rows.every((row) => row.client.organizationId === all)).toBe(true);
    expect((await clients.get(hal, client.id))?.client.id).toBe(client.id);
  });
});

describe('an application that exists', () => {
  it('is seen by its owner, its customer’s or organization’s administrators, and nobody else', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const eve = await callerFor(directory, world.people.eve, world.organizations.a);
    const bob = await callerFor(directory, world.people.bob, world.organizations.b);
    for (const caller of [mia, alice, root]) {
      expect(withoutHashes((await clients.get(caller, client.id))?.client)).toEqual(withoutHashes(client));
    }
    for (const caller of [eve, bob, carol, cleo]) {
      expect(await clients.get(caller, client.id)).toBeNull();
      expect(await clients.update(caller, client.id, { name: 'Mine' })).toBeNull();
      expect(await clients.delete(caller, client.id)).toBe(false);
      expect(await clients.addSecret(caller, client.id, { name: 'Mine' })).toBeNull();
      expect(await clients.retireSecret(caller, client.id, client.secrets[0]?.id ?? '')).toBe(false);
      const seen = await clients.list(caller, everything);
      expect(seen.rows.some((row) => row.client.id === client.id)).toBe(false);
    }
    const bought = await create(cleo);
    expect(await clients.get(carol, bought.client.id)).not.toBeNull();
    expect(await clients.get(carol, 'nonsense')).toBeNull();
  });

  it('changes its name, redirect URIs, access and flags, and keeps the rest', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(alice, {
      grantTypes: ['authorization_code'],
      redirectUris: ['https://example.com/cb'],
    });
    const changes = {
      name: ' Renamed ',
      redirectUris: ['http://127.0.0.1/cb'],
      access: { mode: 'read-only' },
      skipConsent: true,
      side: 'storefront',
      owner: null,
      clientId: 'mine',
      grantTypes: ['password'],
      organizationId: world.organizations.b,
      epoch: 99,
    } as const;
    const changed = await clients.update(alice, client.id, changes);
    expect(withoutHashes(changed?.client)).toEqual({
      ...withoutHashes(client),
      name: 'Renamed',
      redirectUris: ['http://127.0.0.1/cb'],
      access: { mode: 'read-only' },
      skipConsent: true,
      updatedAt: changed?.client.updatedAt,
    });
    expect((await eventsOf(directory)).at(-1)).toMatchObject({
      type: 'application.edited',
      details: { fields: ['name', 'skipConsent', 'redirectUris', 'access'] },
    });
    for (const [bad, field] of [
      [{ name: '' }, 'name'],
      [{ redirectUris: [] }, 'redirectUris'],
      [{ redirectUris: ['http://example.com'] }, 'redirectUris'],
      [{ guestsAllowed: true }, 'guestsAllowed'],
      [{ access: { mode: 'chosen', scopes: ['nonsense'] } }, 'access'],
    ] as const) {
      expect(await outcomeOf(clients.update(alice, client.id, bad))).toMatch(new RegExp(`^${field}:`));
    }
  });

  it('can be renamed with a token that covers less than the application', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const token = await callerFor(directory, world.people.mia, world.organizations.a, ['oauthapplications:write']);
    expect((await clients.update(token, client.id, { name: 'By token' }))?.client.name).toBe('By token');
    expect(await outcomeOf(clients.update(token, client.id, { access: { mode: 'read-only' } }))).toMatch(/^access:/);
    expect(await outcomeOf(clients.addSecret(token, client.id, { name: 'By token' }))).toMatch(/^denied: .*lacks/);
  });

  it('ends for good what it had issued when it is deactivated, and each is an event', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const off = await clients.update(mia, client.id, { active: false, name: 'Off and renamed' });
    expect(off?.client).toMatchObject({ active: false, name: 'Off and renamed', epoch: client.epoch + 1 });
    const on = await clients.update(mia, client.id, { active: true });
    expect(on?.client).toMatchObject({ active: true, epoch: client.epoch + 1 });
    expect(await clients.update(mia, client.id, { active: true })).toEqual(on);
    expect((await eventsOf(directory)).slice(-3).map(({ type }) => type)).toEqual([
      'application.edited',
      'application.deactivated',
      'application.activated',
    ]);
  });

  it('changes nothing when a part of the change is refused', async () => {
    const { clients } = directory.administrations;
    const first = await create(mia);
    const second = await create(mia);
    const outcome = outcomeOf(clients.update(mia, second.client.id, { name: first.client.name, active: false }));
    expect(await outcome).toMatch(/^name:/);
    const kept = (await clients.get(mia, second.client.id))?.client;
    expect(withoutHashes(kept)).toEqual(withoutHashes(second.client));
  });

  it('is gone when it is deleted, and its name is free again', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia, { name: 'Short-lived' });
    expect(await clients.delete(mia, client.id)).toBe(true);
    expect(await clients.get(mia, client.id)).toBeNull();
    expect(await directory.storage.clients.findByClientId(client.clientId)).toBeNull();
    expect(await clients.delete(mia, client.id)).toBe(false);
    expect(await refusal(mia, { name: 'Short-lived' })).toBe('done');
  });
});

describe('the secrets of an application', () => {
  it('are added and retired one by one, so that they rotate without an outage', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const expiresAt = new Date(Date.now() + 3_600_000);
    const added = await clients.addSecret(mia, client.id, { name: ' Second ', expiresAt });
    expect(looksLikeClientSecret(added?.value ?? '')).toBe(true);
    const both = (await clients.get(mia, client.id))?.client.secrets;
    expect(both).toMatchObject([{ name: 'Default' }, { id: added?.id, name: 'Second', expiresAt }]);
    expect(await clients.retireSecret(mia, client.id, both?.[0]?.id ?? '')).toBe(true);
    expect((await clients.get(mia, client.id))?.client.secrets).toMatchObject([{ name: 'Second' }]);
    expect(await clients.retireSecret(mia, client.id, both?.[0]?.id ?? '')).toBe(false);
    expect(await clients.retireSecret(mia, client.id, 'nonsense')).toBe(false);
    expect((await eventsOf(directory)).slice(-2)).toMatchObject([
      { type: 'application.secret-added', details: { secretName: 'Second' } },
      { type: 'application.secret-retired', details: { secretName: 'Default' } },
    ]);
  });

  it('are five at most, each with a name of its own and an end in the future', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia);
    const add = (name: string, expiresAt?: Date) =>
      outcomeOf(clients.addSecret(mia, client.id, { name, ...(expiresAt && { expiresAt }) }));
    expect(await add('Default')).toMatch(/^name: Another secret/);
    expect(await add('')).toMatch(/^name:/);
    expect(await add('Late', new Date(Date.now() - 1))).toMatch(/^expiresAt:/);
    expect(await add('Never', new Date('nonsense'))).toMatch(/^expiresAt:/);
    const outcomes = await Promise.all(Array.from({ length: 6 }, (_, number) => add(`Secret ${number}`)));
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(mostSecrets - 1);
    expect(outcomes.filter((outcome) => outcome.startsWith('null: An application has at most 5'))).toHaveLength(2);
  });

  it('are none where the application is public', async () => {
    const { clients } = directory.administrations;
    const { client } = await create(mia, { confidential: false, grantTypes: ['password'] });
    expect(await outcomeOf(clients.addSecret(mia, client.id, { name: 'First' }))).toMatch(
      /^null: A public application/,
    );
  });
});
