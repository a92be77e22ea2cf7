import { createConnection, createServer, type Socket } from 'node:net';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { builtInRoles } from '../../src/directory/role.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { StorageUnavailable } from '../../src/storage/storage-error.ts';
import { buildFamily, event, everywhere, fromNow, insertTenant, query, type Tenant, where } from './builders.ts';
import { openTestStorage, openWithDatabase, postgres, type TestPlace } from './databases.ts';
import { within } from './within.ts';

/** A wire to a server that can be cut, and can swallow everything. */
async function createWire(url: string) {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let state: 'whole' | 'cut' | 'silent' = 'whole';
  const server = createServer((near) => {
    if (state === 'cut') return near.destroy();
    sockets.add(near);
    if (state === 'silent') return;
    const far = createConnection(Number(target.port), target.hostname);
    sockets.add(far);
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (data) => state !== 'silent' && to.write(data));
      from.on('close', () => to.destroy());
      from.on('error', () => to.destroy());
    };
    pass(near, far);
    pass(far, near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const wired = new URL(url);
  if (typeof address === 'object' && address !== null) wired.port = String(address.port);
  const closeAll = () => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  return {
    url: wired.href,
    cut() {
      state = 'cut';
      closeAll();
    },
    silence() {
      state = 'silent';
    },
    mend() {
      state = 'whole';
      closeAll();
    },
    close() {
      closeAll();
      server.close();
    },
  };
}

describe.skipIf(!postgres.isThere)('two nodes on one PostgreSQL', () => {
  let place: TestPlace;
  let here: Storage;
  let there: Storage;
  let database: Database;
  let tenant: Tenant;
  beforeAll(async () => {
    place = await postgres.create();
    ({ storage: here, database } = await openWithDatabase(place));
    there = await openTestStorage(place);
    tenant = await insertTenant(here);
  });
  afterAll(async () => {
    await here.close();
    await there.close();
    await place.remove();
  });

  /** One change of each kind, and how the other node sees it. */
  async function changeEverything(): Promise<void> {
    const fresh = await insertTenant(here);
    const { client, user, customerUser, customer, organization } = fresh;
    const family = buildFamily(client);
    await here.refreshTokens.insert(family);
    const person = { kind: 'user', id: user.id } as const;
    const buyer = { kind: 'customer-user', id: customerUser.id } as const;
    expect((await there.clients.findByClientId(client.clientId))?.active).toBe(true);
    expect((await there.accounts.state(person, organization.id))?.epoch).toBe(0);
    expect((await there.accounts.state(buyer, organization.id))?.enabled).toBe(true);
    expect((await there.organizations.findById(organization.id))?.epoch).toBe(0);

    await here.clients.update(everywhere, client.id, { active: false }, event());
    await here.users.update(everywhere, user.id, { enabled: false }, event());
    await here.customers.update(everywhere, customer.id, { enabled: false }, event());
    await here.organizations.update(everywhere, organization.id, { enabled: false }, event());
    await here.refreshTokens.revoke(family.id, fromNow(60_000), event());
    await within(1_000, async () => {
      const states = [
        (await there.clients.findByClientId(client.clientId))?.active === false,
        (await there.accounts.state(person, organization.id))?.epoch === 1,
        (await there.accounts.state(buyer, organization.id))?.enabled === false,
        (await there.organizations.findById(organization.id))?.epoch === 1,
        there.revocations.has(`family:${family.id}`),
      ];
      return states.every(Boolean);
    });
  }

  it('see each other’s changes within a second', changeEverything);

  it('see them also when every notification is lost', async () => {
    const body = sql`insert into changes (kind, key) values (note_change.kind, note_change.key);`;
    const define = (rest: ReturnType<typeof sql>) =>
      sql`
      create or replace function note_change(kind text, key text) returns void language plpgsql as $$
      begin ${body} ${rest} end $$`.execute(database);
    await define(sql``);
    await changeEverything();
    await define(sql`perform pg_notify('grantry_changes', '');`);
  });

  it('know when they start what was revoked before', async () => {
    await here.revocations.add('token:early', fromNow(60_000));
    await here.revocations.add('token:over', fromNow(-1_000));
    const late = await openTestStorage(place);
    expect(late.revocations.has('token:early')).toBe(true);
    expect(late.revocations.has('token:over')).toBe(false);
    await late.close();
  });

  it('rotate a refresh token exactly once between them', async () => {
    const family = buildFamily(tenant.client);
    await here.refreshTokens.insert(family);
    const tries = [here, there, here, there].map((node) =>
      node.refreshTokens.rotate(family.id, 0, new Date(), fromNow(1000)),
    );
    expect((await Promise.all(tries)).filter(Boolean)).toHaveLength(1);
  });

  it('trust no copy in memory while the database is gone, and go on by themselves when it is back', async () => {
    const wire = await createWire(place.databaseUrl ?? '');
    const node = await openTestStorage({ ...place, databaseUrl: wire.url });
    const find = () => node.clients.findByClientId(tenant.client.clientId);
    try {
      expect(await find()).not.toBeNull();
      wire.cut();
      await within(8_000, async () => (await find().catch(() => null)) === null);
      await expect(find()).rejects.toThrow(StorageUnavailable);
      expect(() => node.revocations.has('token:x')).toThrow(StorageUnavailable);
      await expect(node.refreshTokens.findByHandle(new Uint8Array(1))).rejects.toThrow(StorageUnavailable);
      expect(await node.status()).toEqual({ database: false, migrations: false });
      await here.revocations.add('token:meanwhile', fromNow(60_000));
      wire.mend();
      await within(5_000, async () => (await find().catch(() => null)) !== null);
      await within(5_000, () => {
        try {
          return node.revocations.has('token:meanwhile');
        } catch {
          return false;
        }
      });
      expect(await node.status()).toEqual({ database: true, migrations: true });
    } finally {
      await node.close();
      wire.close();
    }
  });

  it('answer within two seconds how they are when the database keeps silent', async () => {
    const wire = await createWire(place.databaseUrl ?? '');
    const node = await openTestStorage({ ...place, databaseUrl: wire.url });
    try {
      wire.silence();
      const start = performance.now();
      expect(await node.status()).toEqual({ database: false, migrations: false });
      expect(performance.now() - start).toBeLessThan(2_500);
    } finally {
      wire.mend();
      await node.close();
      wire.close();
    }
  });
});

describe.skipIf(!postgres.isThere)('an empty PostgreSQL', () => {
  it('is set up exactly once, however many nodes start on it at once', async () => {
    const place = await postgres.create();
    try {
      const nodes = await Promise.all(Array.from({ length: 4 }, () => openTestStorage(place)));
      const [first] = nodes;
      const roles = await first?.roles.list(everywhere, query([where('builtIn', 'true')]));
      expect(roles?.total).toBe(Object.keys(builtInRoles).length);
      for (const node of nodes) {
        expect(await node.status()).toEqual({ database: true, migrations: true });
        await node.close();
      }
    } finally {
      await place.remove();
    }
  });
});
