import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { type Change, createChangeFeed } from '../../src/storage/change-feed.ts';
import type { Database } from '../../src/storage/schema.ts';
import { insertTenant } from './builders.ts';
import { describeStorage } from './databases.ts';
import { within } from './within.ts';

describeStorage('the feed of changes', (opened) => {
  it('notes a change whoever makes it, also by hand', async () => {
    const { database, storage } = opened();
    const tenant = await insertTenant(storage);
    const { client, user, customerUser, organization } = tenant;
    const changes: [() => Promise<unknown>, () => Promise<boolean>][] = [
      [
        () => sql`update clients set active = false where id = ${client.id}`.execute(database),
        async () => (await storage.clients.findByClientId(client.clientId))?.active === false,
      ],
      [
        () => sql`update client_secrets set retired_at = now() where client_row_id = ${client.id}`.execute(database),
        async () => (await storage.clients.findById(client.id))?.secrets.length === 0,
      ],
      [
        () => sql`update users set enabled = false where id = ${user.id}`.execute(database),
        async () => !(await storage.accounts.state({ kind: 'user', id: user.id }, organization.id))?.enabled,
      ],
      [
        () => sql`delete from memberships where user_id = ${user.id}`.execute(database),
        async () => !(await storage.accounts.state({ kind: 'user', id: user.id }, organization.id))?.permissions,
      ],
      [
        () => sql`update customers set enabled = false where id = ${customerUser.customerId}`.execute(database),
        async () =>
          !(await storage.accounts.state({ kind: 'customer-user', id: customerUser.id }, organization.id))?.enabled,
      ],
      [
        () => sql`update roles set permissions = '{}' where id = ${customerUser.roleId}`.execute(database),
        async () => {
          const state = await storage.accounts.state({ kind: 'customer-user', id: customerUser.id }, organization.id);
          return JSON.stringify(state?.permissions) === '{}';
        },
      ],
      [
        () => sql`update organizations set enabled = false where id = ${organization.id}`.execute(database),
        async () => !(await storage.organizations.findById(organization.id))?.enabled,
      ],
      [
        () => sql`insert into revocations values ('token:by-hand', now() + interval '1 hour')`.execute(database),
        async () => storage.revocations.has('token:by-hand'),
      ],
    ];
    for (const [change, holds] of changes) {
      expect(await holds()).toBe(false);
      await change();
      await within(1_000, holds);
    }
  });

  it('misses no change, in whatever order transactions end', async ({ skip }) => {
    if (opened().kind === 'PGlite') skip();
    const { database } = opened();
    const seen: string[] = [];
    const feed = createChangeFeed({ database, pollEvery: null, currentFor: null, onError: () => {} });
    feed.subscribe({ changed: ({ key }: Change) => seen.push(key), reset: async () => {} });
    await feed.start();
    const note = (source: Database, key: string) => sql`select note_change('role', ${key})`.execute(source);

    let end = () => {};
    const slow = await new Promise<{ ended: Promise<void> }>((started) => {
      const ended = database.transaction().execute(async (transaction) => {
        await note(transaction, 'slow');
        await new Promise<void>((resolve) => {
          end = resolve;
          setImmediate(() => started({ ended }));
        });
        await note(transaction, 'slow, later');
      });
    });
    await note(database, 'fast 1');
    await feed.catchUp();
    await note(database, 'fast 2');
    await feed.catchUp();
    expect(seen).toEqual(['fast 1', 'fast 2']);
    end();
    await slow.ended;
    await feed.catchUp();
    await feed.catchUp();
    expect(seen).toEqual(['fast 1', 'fast 2', 'slow', 'slow, later']);
    feed.stop();
  });
});
