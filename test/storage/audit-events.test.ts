import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import type { ListFilter } from '../../src/access/list-query.ts';
import type { AuditEvent } from '../../src/audit/audit-event.ts';
import { event, everywhere, insertTenant, nobody, query, type Tenant, where } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('the events that people read', (opened) => {
  const events = () => opened().storage.auditEvents;
  let ours: Tenant;
  let theirs: Tenant;
  beforeAll(async () => {
    ours = await insertTenant(opened().storage);
    theirs = await insertTenant(opened().storage);
  });

  const append = (given: Partial<AuditEvent>) =>
    opened().storage.auditLog.append({ ...event(), ...given } as AuditEvent);

  const find = async (...filters: ListFilter[]) =>
    (await events().list(everywhere, query(filters, [{ field: 'at', descending: false }]))).rows;

  it('name who did it and whom the details mention, as they are called today', async () => {
    const { client, customerUser, organization, user } = ours;
    await append({
      type: 'application.created',
      organizationId: organization.id,
      actor: { kind: 'user', id: user.id },
      subject: { kind: 'application', id: client.id, name: 'Named' },
      details: { side: 'storefront', grantTypes: [], owner: `customer-user:${customerUser.id}` },
    });
    const [found] = await find(where('subjectName', 'named'));
    expect(found?.actorName).toBe(user.username);
    expect(found?.names).toEqual({ [user.id]: user.username, [customerUser.id]: customerUser.email });
    await append({ actor: { kind: 'application', id: client.id }, subject: { kind: 'role', id: 'x', name: 'By it' } });
    await append({ actor: { kind: 'user', id: nobody }, subject: { kind: 'role', id: 'x', name: 'By nobody' } });
    const command = { kind: 'command-line', id: 'deploy' } as const;
    await append({ actor: command, subject: { kind: 'role', id: 'x', name: 'By command' } });
    const names = (await find(where('subject', 'x'))).map(({ actorName }) => actorName);
    expect(names).toEqual([client.name, null, 'deploy']);
  });

  it('are found by the name of whoever did it, and by the beginning of what it was done to', async () => {
    const { client, customerUser, user } = theirs;
    const subject = { kind: 'role', id: 'found', name: 'Größe „M“' } as const;
    await append({ actor: { kind: 'user', id: user.id }, subject });
    await append({ actor: { kind: 'customer-user', id: customerUser.id }, subject });
    await append({ actor: { kind: 'application', id: client.id }, subject });
    const actorsOf = async (...filters: ListFilter[]) =>
      (await find(where('subject', 'found'), ...filters)).map(({ actor }) => actor.kind);
    expect(await actorsOf(where('actorName', user.username.toUpperCase()))).toEqual(['user']);
    expect(await actorsOf(where('actorName', user.email))).toEqual(['user']);
    expect(await actorsOf(where('actorName', customerUser.email, 'starts-with'))).toEqual(['customer-user']);
    expect(await actorsOf(where('actorName', client.name.slice(3), 'contains'))).toEqual(['application']);
    expect(await actorsOf(where('actorName', 'lovelace'))).toEqual(['user', 'customer-user']);
    expect(await actorsOf(where('actorName', 'lovelace', 'not'))).toEqual(['application']);
    expect(await actorsOf(where('actorName', 'nobody at all'))).toEqual([]);
    expect(await actorsOf(where('subjectName', 'GRÖSSE', 'starts-with'))).toEqual([]);
    expect(await actorsOf(where('subjectName', 'GRÖßE', 'starts-with'))).toHaveLength(3);
  });

  it('are those of the organization of a reach, whatever is searched for', async () => {
    const subject = { kind: 'role', id: 'reach', name: 'Reached' } as const;
    for (const { organization } of [ours, theirs]) await append({ organizationId: organization.id, subject });
    for (const filter of [
      where('subjectName', 'reached'),
      where('address', '192.0.2.1'),
      where('actorName', 'x', 'not'),
      where('event', 'application.edited'),
    ]) {
      const { rows } = await events().list(ours.reach, query([filter, where('subject', 'reach')]));
      expect(rows.map(({ organizationId }) => organizationId)).toEqual([ours.organization.id]);
    }
  });

  it('are counted so far only where there are very many, and all pages can still be turned', async () => {
    const actor = { kind: 'command-line', id: 'flood' } as const;
    await append({ actor });
    await sql`
      insert into audit_events (at, type, actor_kind, actor_id, subject_kind, subject_id, subject_name, subject_key,
        details)
      select at, type, actor_kind, actor_id, subject_kind, subject_id, subject_name, subject_key, details
      from audit_events, generate_series(1, 10000) where actor_id = 'flood'`.execute(opened().database);
    const page = async (number: number, ...filters: ListFilter[]) => {
      const sort = [{ field: 'at', descending: true }];
      const { rows, ...counted } = await events().list(everywhere, {
        filters: [where('actor', 'flood'), ...filters],
        sort,
        page: { number, size: 100 },
      });
      return { ...counted, ids: rows.map(({ id }) => Number(id)) };
    };
    const first = await page(1);
    expect(first).toMatchObject({ total: 10_000, more: true });
    expect(first.ids).toEqual([...first.ids].sort((one, other) => other - one));
    const { ids, ...last } = await page(101);
    expect([last, ids.length]).toEqual([{ total: 10_001 }, 1]);
    expect(Math.min(...first.ids)).toBeGreaterThan(ids[0] ?? Number.POSITIVE_INFINITY);
    expect(await page(1, where('event', 'role.deleted'))).toEqual({ total: 0, ids: [] });
  });
});
