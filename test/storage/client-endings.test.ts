import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/audit/audit-event.ts';
import { builtInRoles } from '../../src/directory/role.ts';
import type { BulkAction, Client, ClientBrief } from '../../src/oauth/client.ts';
import { fromClient } from '../../src/storage/client-rows.ts';
import {
  buildClient,
  buildCustomerUser,
  buildFamily,
  buildSecret,
  buildUser,
  event,
  everywhere,
  fromNow,
  insertTenant,
  nobody,
  query,
  strangeIds,
  type Tenant,
  where,
} from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('the end of clients', (opened) => {
  const clients = () => opened().storage.clients;
  const actor = { kind: 'user', id: randomUUID() } as const;
  let ours: Tenant;
  let theirs: Tenant;

  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  async function insert(given: Partial<Client> = {}, tenant = ours): Promise<Client> {
    const client = buildClient(tenant.organization.id, given);
    await clients().insert(client, event());
    return client;
  }

  const read = async ({ id }: Client) => (await clients().get(everywhere, id))?.client ?? null;

  /** Every event about a client after the first, which tells that it was made. */
  async function eventsAbout({ id }: Client): Promise<AuditEvent[]> {
    const all = await opened().storage.auditLog.after('0', 100_000);
    return all.filter(({ subject }) => subject.id === id);
  }

  function eventFor({ id, name, organizationId }: ClientBrief): AuditEvent {
    const subject = { kind: 'application', id, name } as const;
    const origin = { address: null, requestId: null };
    return { type: 'application.activated', organizationId, actor, subject, details: {}, origin };
  }

  describe('many at once', () => {
    const change = (action: BulkAction, all: readonly { readonly id: string }[], reaches = [ours.reach]) =>
      clients().changeMany(
        reaches,
        all.map(({ id }) => id),
        action,
        eventFor,
      );

    it('are deactivated, activated and deleted, each with its event and by whom', async () => {
      const [one, two] = [await insert(), await insert({ active: false })];
      expect(await change('deactivate', [one, two])).toEqual({ done: [one.id, two.id].sort(), withoutOwner: [] });
      expect(await read(one)).toMatchObject({ active: false, epoch: 1, updatedBy: actor });
      expect(await read(two)).toMatchObject({ active: false, epoch: 0, updatedBy: null });
      expect([(await eventsAbout(one)).length, (await eventsAbout(two)).length]).toEqual([1, 0]);
      await change('activate', [one, two]);
      expect([await read(one), await read(two)]).toMatchObject([{ active: true, epoch: 1 }, { active: true }]);
      await change('delete', [one, two]);
      expect([await read(one), await read(two)]).toEqual([null, null]);
      expect([(await eventsAbout(one)).length, (await eventsAbout(two)).length]).toEqual([3, 2]);
      expect(await change('delete', [one, two])).toEqual({ done: [], withoutOwner: [] });
    });

    it('are only those of the reaches, whatever else is named', async () => {
      const foreign = await insert({}, theirs);
      const named = [...strangeIds.map((id) => ({ id })), { id: nobody }, foreign, ours.client];
      for (const action of ['deactivate', 'activate'] as const) {
        expect(await change(action, named)).toEqual({ done: [ours.client.id], withoutOwner: [] });
      }
      expect(await change('delete', [foreign], [])).toEqual({ done: [], withoutOwner: [] });
      expect(await read(foreign)).toEqual(foreign);
      expect((await change('deactivate', [foreign], [ours.ofUser, theirs.reach])).done).toEqual([foreign.id]);
    });

    it('are not activated without an owner who could act, and the others are', async () => {
      const { id: organizationId } = ours.organization;
      const disabled = buildUser(organizationId, { enabled: false });
      const gone = buildUser(organizationId);
      const foreigner = theirs.user;
      const buyer = buildCustomerUser(ours.customer, { enabled: false });
      for (const user of [disabled, gone]) await opened().storage.users.insert(user, null, event());
      await opened().storage.users.delete(everywhere, gone.id, event());
      await opened().storage.customerUsers.insert(buyer, null, event());
      const owned = (kind: 'user' | 'customer-user', id: string) => insert({ active: false, owner: { kind, id } });
      const refused = [
        await owned('user', disabled.id),
        await owned('user', gone.id),
        await owned('user', foreigner.id),
        await owned('customer-user', buyer.id),
      ];
      const fine = [
        await owned('user', ours.user.id),
        await owned('customer-user', ours.customerUser.id),
        await insert({ active: false }),
      ];
      const { done, withoutOwner } = await change('activate', [...refused, ...fine]);
      expect(done).toEqual(fine.map(({ id }) => id).sort());
      expect(withoutOwner).toEqual(refused.map(({ id }) => id).sort());
      for (const client of refused) expect(await read(client)).toMatchObject({ active: false });
    });

    it('may be a thousand', async () => {
      const made = Array.from({ length: 1_000 }, (_, at) => buildClient(ours.organization.id, { name: `Bulk ${at}` }));
      await opened().database.insertInto('clients').values(made.map(fromClient)).execute();
      expect((await change('delete', made)).done).toHaveLength(1_000);
      const left = await clients().list(everywhere, query([where('name', 'bulk ', 'starts-with')]));
      expect(left.total).toBe(0);
    });
  });

  describe('a hand-over', () => {
    const to = () => ({ kind: 'user', id: ours.user.id }) as const;

    it('leaves the new owner, one secret, and nothing of what was issued', async () => {
      const { database, storage } = opened();
      const client = await insert({ secrets: [buildSecret({ name: 'a' }), buildSecret({ name: 'b' })] });
      const family = buildFamily(client);
      await storage.refreshTokens.insert(family);
      await sql`
        insert into consents (person_kind, person_id, client_row_id, organization_id, resource, scope, granted_at, updated_at)
        values ('user', ${ours.user.id}, ${client.id}, ${client.organizationId}, 'https://a.example', '{}', now(), now())
      `.execute(database);
      const secret = buildSecret({ createdBy: to() });
      expect(await clients().handOver(ours.reach, client.id, { owner: to(), secret }, event())).toBe(true);
      const after = { ...client, owner: to(), epoch: 1, secrets: [secret], updatedAt: expect.any(Date) };
      expect(await clients().findByClientId(client.clientId)).toEqual(after);
      expect((await clients().get(everywhere, client.id))?.ownerName).toBe('Ada Lovelace');
      expect((await storage.refreshTokens.findByHandle(family.handleHash))?.revokedAt).not.toBeNull();
      const { rows } = await sql`select 1 from consents where client_row_id = ${client.id}`.execute(database);
      expect(rows).toEqual([]);
    });

    it('finds the client by the name of its new owner, and after that one is renamed', async () => {
      const { storage } = opened();
      const heir = buildUser(ours.organization.id, { firstName: 'Ḱahlan', lastName: '' });
      await storage.users.insert(heir, null, event());
      const client = await insert({ name: 'Inherited' });
      const owner = { kind: 'user', id: heir.id } as const;
      await clients().handOver(ours.reach, client.id, { owner, secret: null }, event());
      const find = async (name: string) =>
        (await clients().list(ours.reach, query([where('ownerName', name)]))).rows.map((row) => row.client.id);
      expect(await find('ḱAHLAN')).toEqual([client.id]);
      await storage.users.update(everywhere, heir.id, { firstName: 'Zoë', lastName: 'Quill' }, event());
      expect([await find('ḱAHLAN'), await find('zoë quill')]).toEqual([[], [client.id]]);
      await storage.users.update(everywhere, heir.id, { firstName: '', lastName: '' }, event());
      expect(await find(heir.email)).toEqual([client.id]);
    });

    it('is refused where the new owner has an application of that name, and then nothing has changed', async () => {
      await insert({ name: 'Twice', owner: to() });
      const client = await insert({ name: 'twice' });
      const attempt = clients().handOver(ours.reach, client.id, { owner: to(), secret: null }, event());
      await expect(attempt).rejects.toMatchObject({ conflict: true, violations: [{ field: 'owner' }] });
      expect(await read(client)).toEqual(client);
    });

    it('is within the reach only', async () => {
      for (const id of [...strangeIds, nobody, theirs.client.id]) {
        expect(await clients().handOver(ours.reach, id, { owner: to(), secret: null }, event())).toBe(false);
      }
    });
  });

  it('tells how many refresh tokens still work', async () => {
    const { storage } = opened();
    const owner = { kind: 'user', id: ours.user.id } as const;
    const client = await insert({ owner });
    const count = () => clients().countLiveRefreshTokens(client.id);
    expect(await count()).toBe(0);
    await storage.refreshTokens.insert(buildFamily(client, { subject: owner }));
    await storage.refreshTokens.insert(buildFamily(client, { subject: { kind: 'visitor', id: randomUUID() } }));
    for (const dead of [
      { revokedAt: fromNow(-1000) },
      { idleExpiresAt: fromNow(-1000) },
      { expiresAt: fromNow(-1000) },
      { epoch: '0.7.0' },
    ]) {
      await storage.refreshTokens.insert(buildFamily(client, { subject: owner, ...dead }));
    }
    expect(await count()).toBe(2);
    const owned = await clients().ownedBy(owner);
    expect(owned.find(({ id }) => id === client.id)).toMatchObject({ active: true, liveRefreshTokens: 2 });
    await clients().update(everywhere, client.id, { active: false }, event());
    await clients().update(everywhere, client.id, { active: true }, event());
    expect(await count()).toBe(0);
    for (const id of strangeIds) expect(await clients().countLiveRefreshTokens(id)).toBe(0);
  });

  describe('when its owner goes', () => {
    async function insertUserWithClients() {
      const { storage } = opened();
      const memberships = [ours, theirs].map(({ organization }) => ({
        organizationId: organization.id,
        roleId: builtInRoles.member.id,
      }));
      const user = buildUser(ours.organization.id, { memberships });
      await storage.users.insert(user, null, event());
      const owner = { kind: 'user', id: user.id } as const;
      return {
        user,
        here: await insert({ owner }),
        there: await insert({ owner }, theirs),
        inactive: await insert({ owner, active: false }),
      };
    }

    const cause = (): AuditEvent => ({ ...event(), actor });

    it('is deactivated with the person, and says so in the log', async () => {
      const { user, here, inactive, there } = await insertUserWithClients();
      await opened().storage.users.update(everywhere, user.id, { enabled: false }, cause());
      for (const client of [here, there]) {
        expect(await read(client)).toMatchObject({ active: false, epoch: 1, updatedBy: actor });
        expect(await eventsAbout(client)).toMatchObject([
          {
            type: 'application.deactivated',
            actor,
            organizationId: client.organizationId,
            details: { because: 'owner-disabled' },
          },
        ]);
      }
      expect([await read(inactive), await eventsAbout(inactive)]).toEqual([inactive, []]);
      await opened().storage.users.update(everywhere, user.id, { enabled: true }, cause());
      expect(await read(here)).toMatchObject({ active: false });
    });

    it('is deactivated in the organization that is left, and in no other', async () => {
      const { user, here, there } = await insertUserWithClients();
      await opened().storage.users.update(theirs.reach, user.id, { memberships: [] }, cause());
      expect(await read(here)).toEqual(here);
      expect(await read(there)).toMatchObject({ active: false });
      expect(await eventsAbout(there)).toMatchObject([{ details: { because: 'owner-left' } }]);
    });

    it('is not made or activated in the same moment: either it is found, or it is refused', async () => {
      const { storage } = opened();
      for (let round = 0; round < 5; round += 1) {
        const { inactive, user } = await insertUserWithClients();
        const client = buildClient(ours.organization.id, { owner: { kind: 'user', id: user.id } });
        await Promise.allSettled([
          clients().insert(client, event()),
          storage.users.update(everywhere, user.id, { enabled: false }, cause()),
          clients().update(everywhere, inactive.id, { active: true }, event()),
        ]);
        const left = await clients().ownedBy({ kind: 'user', id: user.id });
        expect(left.filter(({ active }) => active)).toEqual([]);
      }
      const gone = buildUser(ours.organization.id, { enabled: false });
      await storage.users.insert(gone, null, event());
      const late = insert({ owner: { kind: 'user', id: gone.id } });
      await expect(late).rejects.toMatchObject({ conflict: true, violations: [{ field: 'owner' }] });
    });

    it('stays as it is while the person changes otherwise', async () => {
      const { user, here, there } = await insertUserWithClients();
      const roleId = builtInRoles.organizationAdministrator.id;
      const memberships = [{ organizationId: ours.organization.id, roleId }];
      await opened().storage.users.update(ours.reach, user.id, { memberships, locale: 'de' }, cause());
      expect([await read(here), await read(there)]).toEqual([here, there]);
    });

    it('is deactivated and kept when the person is deleted', async () => {
      const { user, here } = await insertUserWithClients();
      await opened().storage.users.delete(everywhere, user.id, cause());
      expect(await read(here)).toMatchObject({ active: false, owner: { kind: 'user', id: user.id } });
      expect(await eventsAbout(here)).toMatchObject([{ details: { because: 'owner-deleted' } }]);
    });

    it('is deactivated with a customer user as well', async () => {
      const { storage } = opened();
      for (const [because, end] of [
        ['owner-disabled', (id: string) => storage.customerUsers.update(everywhere, id, { enabled: false }, cause())],
        ['owner-deleted', (id: string) => storage.customerUsers.delete(everywhere, id, cause())],
      ] as const) {
        const buyer = buildCustomerUser(ours.customer);
        await storage.customerUsers.insert(buyer, null, event());
        const client = await insert({ side: 'storefront', owner: { kind: 'customer-user', id: buyer.id } });
        await end(buyer.id);
        expect(await read(client)).toMatchObject({ active: false });
        expect(await eventsAbout(client)).toMatchObject([{ actor, details: { because } }]);
      }
    });
  });
});
