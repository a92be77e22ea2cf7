import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { AuditEntry } from '../../src/audit/audit-log.ts';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import type { NewMail } from '../../src/mail/mail.ts';
import type { NotificationRule } from '../../src/mail/notification-rule.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import {
  buildOrganization,
  event,
  everywhere,
  insertTenant,
  instant,
  query,
  strangeIds,
  type Tenant,
  where,
} from './builders.ts';
import { describeStorage, openTestStorage, openWithDatabase, postgres, type TestPlace } from './databases.ts';

const limits = { most: 7, perRecipientPerHour: 1_000_000 };

function buildMail(given: Partial<NewMail> = {}): NewMail {
  return {
    messageId: `<${randomUUID()}@example.com>`,
    event: 'application.created',
    template: 'application.created',
    organizationId: null,
    address: 'ada@example.com',
    recipientName: 'Ada',
    language: 'en',
    facts: exampleFacts('Ada', instant),
    cause: null,
    texts: null,
    ...given,
  };
}

/** One mail for each event, to an address that only this test reads. */
const planFor = (address: string) => async (entry: AuditEntry) =>
  entry.subject.name.startsWith(address)
    ? [
        buildMail({
          address,
          event: 'test',
          cause: { eventId: entry.id, ruleId: randomUUID() },
          facts: { ...exampleFacts('Ada', instant), origin: entry.subject.name },
        }),
      ]
    : [];

async function mailsTo(storage: Storage, address: string) {
  const found = await storage.mails.list(everywhere, {
    ...query([where('address', address)]),
    page: { number: 1, size: 500 },
  });
  return found.rows;
}

describeStorage('the outbox', (opened) => {
  let tenant: Tenant;
  beforeAll(async () => {
    tenant = await insertTenant(opened().storage);
  });

  it('turns each event into its mails once, however events are written and readers read', async () => {
    const { auditLog, mailOutbox } = opened().storage;
    const address = 'concurrent@example.com';
    let writing = true;
    const names = Array.from({ length: 80 }, (_, at) => `${address} ${at}`);
    const rolledBack = Array.from({ length: 10 }, (_, at) =>
      opened()
        .database.transaction()
        .execute(async (transaction) => {
          await sql`insert into audit_events (at, type, actor_kind, subject_kind, subject_id, subject_name, details)
            values (now(), 'application.edited', 'server', 'application', 'x', ${`${address} undone ${at}`}, '{}')`.execute(
            transaction,
          );
          throw new Error('undone');
        })
        .catch(() => undefined),
    );
    const written = Promise.all([...names.map((name) => auditLog.append(event(name))), ...rolledBack]).finally(() => {
      writing = false;
    });
    const reader = async () => {
      for (let read: number | null = 1; writing || read !== 0; ) {
        read = await mailOutbox.advance(limits, planFor(address));
        await sleep(1);
      }
    };
    await Promise.all([written, reader(), reader()]);
    const mails = await mailsTo(opened().storage, address);
    expect(mails.map(({ facts }) => facts.origin).sort()).toEqual(names.sort());
  });

  it('moves on together with the mails, or not at all', async () => {
    const { auditLog, mailOutbox } = opened().storage;
    await mailOutbox.advance({ ...limits, most: 10_000 }, async () => []);
    const address = 'failing@example.com';
    await auditLog.append(event(`${address} one`));
    const failing = mailOutbox.advance(limits, async (entry) => [
      ...(await planFor(address)(entry)),
      buildMail({ address, cause: { eventId: entry.id, ruleId: 'no id' } }),
    ]);
    await expect(failing).rejects.toThrow();
    expect(await mailsTo(opened().storage, address)).toEqual([]);
    expect(await mailOutbox.advance(limits, planFor(address))).toBe(1);
    expect(await mailsTo(opened().storage, address)).toHaveLength(1);
    expect(await mailOutbox.advance(limits, planFor(address))).toBe(0);
  });

  it('holds what is too much for one recipient, and sums it up after an hour', async () => {
    const { auditLog, mailOutbox, mailQueue } = opened().storage;
    const address = 'bombed@example.com';
    for (let count = 0; count < 30; count += 1) await auditLog.append(event(`${address} ${count}`));
    while ((await mailOutbox.advance({ most: 10, perRecipientPerHour: 4 }, planFor(address))) !== 0);
    const states = (await mailsTo(opened().storage, address)).map(({ state }) => state);
    expect([
      states.filter((state) => state === 'queued').length,
      states.filter((state) => state === 'held').length,
    ]).toEqual([4, 26]);
    const makeDigest = ({ mails }: { readonly mails: readonly unknown[] }) =>
      buildMail({ address, event: 'digest', messageId: `<${mails.length}@example.com>` });
    expect(await mailQueue.digest(makeDigest)).toBe(0);
    await sql`update mails set created_at = created_at - interval '61 minutes' where state = 'held'`.execute(
      opened().database,
    );
    const made = await Promise.all([mailQueue.digest(makeDigest), mailQueue.digest(makeDigest)]);
    expect(made.reduce((sum, each) => sum + each)).toBe(1);
    const after = await mailsTo(opened().storage, address);
    expect(after.filter(({ event: what }) => what === 'digest').map(({ messageId }) => messageId)).toEqual([
      '<26@example.com>',
    ]);
    expect(after.filter(({ state }) => state === 'digested')).toHaveLength(26);
  });

  it('gives a mail to one node alone, and again when that one is lost', async () => {
    const { mailQueue } = opened().storage;
    await sql`update mails set state = 'sent'`.execute(opened().database);
    for (let count = 0; count < 12; count += 1) await mailQueue.insert(buildMail({ address: 'leased@example.com' }));
    const all = { most: 5, perMinute: 1_000_000 };
    const claims = await Promise.all([1, 2, 3, 4].map(() => mailQueue.claim(all)));
    const ids = claims.flat().map(({ mail }) => mail.id);
    expect([ids.length, new Set(ids).size]).toEqual([12, 12]);
    expect(await mailQueue.claim(all)).toEqual([]);
    await sql`update mails set leased_until = now() - interval '1 second' where lease is not null`.execute(
      opened().database,
    );
    const [again] = await mailQueue.claim({ ...all, most: 1 });
    const [former] = claims.flat().filter(({ mail }) => mail.id === again?.mail.id);
    if (again === undefined || former === undefined) throw new Error('nothing was claimed again');
    expect(again.mail).toMatchObject({ messageId: former.mail.messageId, attempts: 2 });
    await mailQueue.settle(former, { state: 'failed', error: 'late' });
    expect((await opened().storage.mails.get(everywhere, again.mail.id))?.state).toBe('queued');
    await mailQueue.settle(again, { state: 'sent', answer: '250' });
    expect((await opened().storage.mails.get(everywhere, again.mail.id))?.state).toBe('sent');
  });

  it('lets all nodes together try no more than so many mails a minute', async () => {
    const { mailQueue } = opened().storage;
    await sql`update mails set state = 'sent', tried_at = null`.execute(opened().database);
    for (let count = 0; count < 12; count += 1) await mailQueue.insert(buildMail({ address: 'slow@example.com' }));
    const claims = await Promise.all([1, 2, 3, 4].map(() => mailQueue.claim({ most: 4, perMinute: 9 })));
    expect(claims.flat()).toHaveLength(9);
    expect(await mailQueue.claim({ most: 4, perMinute: 9 })).toEqual([]);
  });

  it('shows an organization its own mails and rules, and nothing of others', async () => {
    const { mailQueue, mails, notificationRules, organizations } = opened().storage;
    const other = buildOrganization();
    await organizations.insert(other, event());
    const elsewhere = { level: 'organization', organizationId: other.id } as const;
    const { id } = await mailQueue.insert(buildMail({ organizationId: tenant.organization.id }));
    expect((await mails.list(tenant.reach, query())).rows.map((mail) => mail.id)).toEqual([id]);
    const rule: NotificationRule = {
      id: randomUUID(),
      event: 'application.deleted',
      side: null,
      organizationId: tenant.organization.id,
      recipients: ['owner'],
      addresses: [],
      template: 'application.deleted',
      enabled: true,
      createdAt: instant,
      updatedAt: instant,
    };
    await notificationRules.insert(rule, event());
    expect(await notificationRules.get(tenant.reach, rule.id)).toEqual(rule);
    for (const reach of [elsewhere, tenant.ofUser, tenant.ofCustomer]) {
      expect((await mails.list(reach, query())).rows).toEqual([]);
      expect(await mails.get(reach, id)).toBeNull();
      expect(await mails.retry(reach, id, event())).toBeNull();
      expect(await notificationRules.get(reach, rule.id)).toBeNull();
      expect(await notificationRules.update(reach, rule.id, { enabled: false }, event())).toBeNull();
      expect(await notificationRules.delete(reach, rule.id, event())).toBe(false);
    }
    const shared = (await notificationRules.list(elsewhere, query())).rows;
    expect(shared.length).toBeGreaterThan(5);
    expect(shared.every(({ organizationId }) => organizationId === null)).toBe(true);
    const first = shared[0]?.id ?? '';
    expect(await notificationRules.update(elsewhere, first, { enabled: false }, event())).toBeNull();
    expect(await notificationRules.delete(elsewhere, first, event())).toBe(false);
    for (const strange of strangeIds) {
      expect(await mails.get(everywhere, strange)).toBeNull();
      expect(await notificationRules.get(everywhere, strange)).toBeNull();
    }
    expect(await notificationRules.delete(tenant.reach, rule.id, event())).toBe(true);
  });

  it('keeps a template for each organization and language, and tells of a broken one once until it is edited', async () => {
    const { auditLog, mailTemplates } = opened().storage;
    const key = { template: 'application.created', language: 'de', organizationId: tenant.organization.id } as const;
    const texts = { subject: 's', html: '<p>h</p>', text: 't' };
    await mailTemplates.save(key, texts, event());
    const edited = await mailTemplates.save(key, { ...texts, subject: 'again' }, event());
    for (const other of [
      { ...key, organizationId: null },
      { ...key, language: 'en' },
      { ...key, template: 'digest' },
    ] as const) {
      expect(await mailTemplates.get(other)).toBeNull();
    }
    expect(await mailTemplates.get(key)).toEqual(edited);
    const told = async () =>
      (await auditLog.after('0', 100_000)).filter(({ subject }) => subject.name === 'broken').length;
    await mailTemplates.failed(edited, event('broken'));
    await mailTemplates.failed(edited, event('broken'));
    expect(await told()).toBe(1);
    expect((await mailTemplates.get(key))?.failedAt).not.toBeNull();
    await mailTemplates.save(key, texts, event());
    await mailTemplates.failed(edited, event('broken'));
    expect(await told()).toBe(2);
    expect(await mailTemplates.remove(key, event())).toBe(true);
    expect(await mailTemplates.remove(key, event())).toBe(false);
  });

  it('deletes mails a month after they are finished', async () => {
    const { mailQueue, mails, upkeep } = opened().storage;
    const { id } = await mailQueue.insert(buildMail());
    await sql`update mails set state = 'sent', finished_at = now() - interval '31 days' where id = ${id}`.execute(
      opened().database,
    );
    await upkeep.find(({ name }) => name === 'prune')?.run(new AbortController().signal);
    expect(await mails.get(everywhere, id)).toBeNull();
  });
});

describe.skipIf(!postgres.isThere)('two nodes that read one outbox', () => {
  let place: TestPlace;
  let nodes: readonly Storage[];
  beforeAll(async () => {
    place = await postgres.create();
    const { storage } = await openWithDatabase(place);
    nodes = [storage, await openTestStorage(place)];
  });
  afterAll(async () => {
    for (const node of nodes) await node.close();
    await place.remove();
  });

  it('queue what each of them writes once', async () => {
    const address = 'nodes@example.com';
    const names = Array.from({ length: 100 }, (_, at) => `${address} ${at}`);
    let writing = true;
    const written = Promise.all(names.map((name, at) => nodes[at % 2]?.auditLog.append(event(name)))).finally(() => {
      writing = false;
    });
    const reader = async ({ mailOutbox }: Storage) => {
      for (let read: number | null = 1; writing || read !== 0; )
        read = await mailOutbox.advance(limits, planFor(address));
    };
    await Promise.all([written, ...nodes.map(reader)]);
    const [node] = nodes;
    const mails = node === undefined ? [] : await mailsTo(node, address);
    expect(mails.map(({ facts }) => facts.origin).sort()).toEqual(names.sort());
  });
});
