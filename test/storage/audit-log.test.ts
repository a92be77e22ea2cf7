import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AuditEvent } from '../../src/audit/audit-event.ts';
import { buildClient, event, insertTenant, type Tenant } from './builders.ts';
import { describeStorage } from './databases.ts';

describeStorage('the audit log', (opened) => {
  const log = () => opened().storage.auditLog;
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  async function lastId(): Promise<string> {
    const entries = await log().after('0', 100_000);
    return entries.at(-1)?.id ?? '0';
  }

  it('gives back exactly what was appended, oldest first', async () => {
    const start = await lastId();
    const first: AuditEvent = {
      type: 'refresh-token.reused',
      organizationId: tenant.organization.id,
      actor: { kind: 'application', id: tenant.client.id },
      subject: { kind: 'refresh-token', id: randomUUID(), name: 'Größe “x” \\ \u{1F511}' },
      details: { clientId: tenant.client.clientId, subject: `user:${tenant.user.id}` },
      origin: { address: '2001:db8::1', requestId: 'r' },
    };
    const second: AuditEvent = { ...event(), origin: { address: null, requestId: null } };
    await log().append(first);
    await log().append(second);
    const entries = await log().after(start, 10);
    expect(entries.map(({ id, at, ...rest }) => rest)).toEqual([first, second]);
    expect(await log().after(entries[0]?.id ?? '', 10)).toHaveLength(1);
    expect(await log().after(start, 1)).toHaveLength(1);
    for (const strange of ['', 'x', '-1', '1e3']) expect((await log().after(strange, 5)).length).toBe(5);
  });

  it('has the event of a change exactly when the change happened', async () => {
    const { clients } = opened().storage;
    const client = buildClient(tenant.organization.id);
    const start = await lastId();
    await clients.insert(client, event('inserted'));
    await expect(
      clients.insert(buildClient(tenant.organization.id, { name: client.name }), event('refused')),
    ).rejects.toThrow();
    await clients.update({ level: 'organization', organizationId: randomUUID() }, client.id, {}, event('beyond'));
    await clients.delete(tenant.reach, client.id, event('deleted'));
    expect((await log().after(start, 10)).map(({ subject }) => subject.name)).toEqual(['inserted', 'deleted']);
  });

  it('lets a reader that goes on from the last id miss nothing that is written meanwhile', async () => {
    const start = await lastId();
    const names = Array.from({ length: 60 }, (_, at) => `event ${at}`);
    let writing = true;
    const written = Promise.all(names.map((name) => log().append(event(name)))).finally(() => {
      writing = false;
    });
    const read: string[] = [];
    for (let last = start, more = true; more; ) {
      more = writing;
      const entries = await log().after(last, 7);
      read.push(...entries.map(({ subject }) => subject.name));
      last = entries.at(-1)?.id ?? last;
      more = more || entries.length > 0;
    }
    await written;
    expect(read.sort()).toEqual(names.sort());
  });

  describe('is never', () => {
    for (const statement of [
      "update audit_events set subject_name = 'forged'",
      'delete from audit_events',
      'truncate audit_events',
    ]) {
      it(`changed: ${statement}`, async () => {
        const attempt = sql`${sql.raw(statement)}`.execute(opened().database);
        await expect(attempt).rejects.toThrow('never changed or removed');
      });
    }
  });
});
