import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { createDelivery, waitAfter } from '../../src/mail/delivery.ts';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import type { Mail, NewMail } from '../../src/mail/mail.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';
import { createSmtpTransport } from '../../src/mail/transports/smtp-transport.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { startSmtpServer } from '../fixtures/test-smtp-server.ts';
import { event, everywhere, insertTenant, instant, query, type Tenant } from '../storage/builders.ts';
import { createTestLog, openWithDatabase, pglite, type TestPlace } from '../storage/databases.ts';

const issuer = 'https://oauth.example.com';
const sandbox = createTemplateSandbox();
const running = new AbortController().signal;
let place: TestPlace;
let storage: Storage;
let database: Database;
let tenant: Tenant;
let smtp: Awaited<ReturnType<typeof startSmtpServer>>;

beforeAll(async () => {
  place = await pglite.create();
  ({ storage, database } = await openWithDatabase(place));
  tenant = await insertTenant(storage);
  smtp = await startSmtpServer();
});

afterEach(async () => {
  vi.useRealTimers();
  smtp.behave({});
  smtp.received.length = 0;
  await sql`delete from mails`.execute(database);
});

afterAll(async () => {
  await smtp.close();
  await sandbox.close();
  await storage.close();
  await place.remove();
});

/** Delivery as a node does it, by the clock of this test. */
function openDelivery(port = smtp.port, perMinute = 100_000) {
  const log = createTestLog();
  const from = () => ({ name: 'Grantry', address: 'grantry@oauth.example' });
  const transport = createSmtpTransport({ host: '127.0.0.1', port, security: 'none', from, timeout: 1_500 });
  const writing = createMailWriting({ issuer, sandbox, templates: storage.mailTemplates });
  const delivery = createDelivery({
    queue: storage.mailQueue,
    writing,
    transport,
    clock: () => new Date(),
    log,
    limits: () => ({ perMinute }),
    domain: 'oauth.example',
    random: () => 0.5,
  });
  return { ...delivery, log, close: transport.close };
}

function queue(given: Partial<NewMail> = {}): Promise<Mail> {
  return storage.mailQueue.insert({
    messageId: `<${randomUUID()}@oauth.example>`,
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
  });
}

const read = async (id: string) => {
  const mail = await storage.mails.get(everywhere, id);
  if (mail === null) throw new Error('the mail is gone');
  return mail;
};

/** Lets time pass, as far as anything here reads it. */
function pass(milliseconds: number): void {
  const later = new Date(Date.now() + milliseconds);
  if (!vi.isFakeTimers()) vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime(later);
}

const minute = 60_000;
const hour = 60 * minute;

describe('a mail in the queue', () => {
  it('is sent once, and people can see what it said', async () => {
    const delivery = openDelivery();
    const { id, messageId } = await queue();
    expect(await delivery.deliver(running)).toBe(1);
    expect(await delivery.deliver(running)).toBe(0);
    await delivery.close();
    expect(smtp.received.map((mail) => mail.messageId)).toEqual([messageId]);
    const sent = await read(id);
    expect(sent).toMatchObject({ state: 'sent', attempts: 1, lastError: null });
    expect(sent.answer).toMatch(/^250/);
    expect(sent.texts?.subject).toBe('OAuth application “Warehouse sync” was created');
  });

  it('that is refused for good is given up at once, visibly, and holds up no other', async () => {
    smtp.behave({ rcpt: (address) => (address.startsWith('gone') ? { code: 550, text: 'no such user' } : null) });
    const delivery = openDelivery();
    const gone = await queue({ address: 'gone@example.com' });
    const other = await queue();
    await delivery.deliver(running);
    expect(await read(gone.id)).toMatchObject({ state: 'failed', attempts: 1 });
    expect((await read(gone.id)).lastError).toContain('no such user');
    expect((await read(other.id)).state).toBe('sent');
    smtp.behave({});
    expect(await storage.mails.retry(everywhere, gone.id, event())).toMatchObject({ state: 'queued' });
    await delivery.deliver(running);
    await delivery.close();
    expect((await read(gone.id)).state).toBe('sent');
    expect(await storage.mails.retry(everywhere, gone.id, event())).toBeNull();
  });

  it('that is refused for now is tried again later each time, for three days', async () => {
    smtp.behave({ data: () => ({ code: 451, text: 'try later' }) });
    const delivery = openDelivery();
    const { id } = await queue();
    const waits: number[] = [];
    for (let mail = await read(id); mail.state === 'queued'; mail = await read(id)) {
      expect(await delivery.deliver(running)).toBe(0);
      const next = (await read(id)).nextTryAt;
      if (next === null) break;
      waits.push(Math.round((next.getTime() - Date.now()) / minute));
      pass(next.getTime() - Date.now() + 1);
      // What is left of the three days would only be more of the same.
      if (waits.length === 7)
        await sql`update mails set created_at = created_at - interval '69 hours'`.execute(database);
    }
    await delivery.close();
    expect(waits.slice(0, 7)).toEqual([2, 4, 8, 16, 32, 60, 60]);
    const given = await read(id);
    expect(given).toMatchObject({ state: 'failed' });
    const age = (given.finishedAt?.getTime() ?? 0) - given.createdAt.getTime();
    expect(age).toBeGreaterThan(70 * hour);
    expect(age).toBeLessThan(73 * hour);
    expect([waitAfter(1, 0), waitAfter(1, 1), waitAfter(50, 1)]).toEqual([1.6 * minute, 2.4 * minute, 72 * minute]);
  });

  it('is not lost when the connection drops after the data; what arrives twice says so by its message id', async () => {
    let drops = 1;
    smtp.behave({ data: () => (drops-- > 0 ? 'drop' : null) });
    const delivery = openDelivery();
    const { id, messageId } = await queue();
    await delivery.deliver(running);
    expect((await read(id)).state).toBe('queued');
    pass(10 * minute);
    await delivery.deliver(running);
    await delivery.close();
    expect((await read(id)).state).toBe('sent');
    expect(smtp.received.map((mail) => mail.messageId)).toEqual([messageId, messageId]);
    const [first, second] = smtp.received.map(({ raw }) =>
      raw.replace(/--_NmP-[^\s"]+/g, '').replace(/boundary=.*/g, ''),
    );
    expect(second?.replace(/^Date:.*$/m, '')).toBe(first?.replace(/^Date:.*$/m, ''));
  });

  it('survives a day without the mail server, like all others', async () => {
    const { port } = smtp;
    await smtp.close();
    const delivery = openDelivery(port);
    const mails = await Promise.all(Array.from({ length: 30 }, () => queue()));
    let tries = 0;
    for (let passed = 0; passed < 24 * hour; passed += 20 * minute) {
      await delivery.deliver(running);
      tries += 1;
      pass(20 * minute);
    }
    const waiting = await storage.mails.list(everywhere, query());
    expect(waiting.rows.every(({ state }) => state === 'queued')).toBe(true);
    const attempts = waiting.rows.reduce((sum, mail) => sum + mail.attempts, 0);
    expect(attempts).toBeLessThan(4 * tries);
    expect(delivery.log.messages).toEqual(['the mail server takes no mail; it will be tried again']);
    smtp = await startSmtpServer({}, port);
    for (let looks = 0; looks < 12; looks += 1) {
      await delivery.deliver(running);
      pass(20 * minute);
    }
    await delivery.close();
    expect(smtp.received.map(({ messageId }) => messageId).sort()).toEqual(
      mails.map(({ messageId }) => messageId).sort(),
    );
  });

  it('is sent no faster than all nodes together may', async () => {
    await Promise.all(Array.from({ length: 25 }, () => queue()));
    const nodes = [openDelivery(smtp.port, 10), openDelivery(smtp.port, 10)];
    await Promise.all(nodes.map((node) => node.deliver(running)));
    expect(smtp.received).toHaveLength(10);
    pass(minute + 1);
    await Promise.all(nodes.map((node) => node.deliver(running)));
    expect(smtp.received).toHaveLength(20);
    for (const node of nodes) await node.close();
  });
});

describe('a template that was broken behind our back', () => {
  const key = { template: 'application.created', language: 'en' } as const;

  async function breakTemplate(html: string, organizationId: string | null) {
    const texts = { subject: 'Own subject', html, text: 'own text' };
    await storage.mailTemplates.save({ ...key, organizationId }, texts, event());
  }

  it.each([
    '<p>{{ application.secret }}</p>',
    '<script>x</script>',
    '{% for a in (1..99999999) %}x{% endfor %}',
    '{% if',
  ])('is replaced by the built-in one, told of once, and blocks no mail: %s (E2, E8)', async (html) => {
    const organizationId = tenant.organization.id;
    await breakTemplate(html, organizationId);
    const start = (await storage.auditLog.after('0', 100_000)).at(-1)?.id ?? '0';
    const delivery = openDelivery();
    const mine = await Promise.all([1, 2].map(() => queue({ organizationId })));
    const other = await queue();
    await delivery.deliver(running);
    await delivery.close();
    for (const { id } of [...mine, other]) {
      const mail = await read(id);
      expect([mail.state, mail.texts?.subject]).toEqual(['sent', 'OAuth application “Warehouse sync” was created']);
    }
    const told = await storage.auditLog.after(start, 100);
    expect(told).toMatchObject([
      { type: 'mail-template.failed', organizationId, details: { template: 'application.created', language: 'en' } },
    ]);
  });

  it('is none of another organization, and comes before the one of all organizations (E9)', async () => {
    const organizationId = tenant.organization.id;
    await breakTemplate('<p>of the organization</p>', organizationId);
    await breakTemplate('<p>of all</p>', null);
    const delivery = openDelivery();
    const own = await queue({ organizationId });
    const others = await queue({ organizationId: randomUUID() });
    const german = await queue({ organizationId, language: 'de' });
    await delivery.deliver(running);
    await delivery.close();
    expect((await read(own.id)).texts?.html).toContain('<p>of the organization</p>');
    expect((await read(others.id)).texts?.html).toContain('<p>of all</p>');
    expect((await read(german.id)).texts?.subject).toBe('Die OAuth-Anwendung „Warehouse sync“ wurde erstellt');
  });
});
