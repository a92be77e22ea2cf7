import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PersonRef } from '../../src/access/subject.ts';
import { configSchema } from '../../src/config/config-schema.ts';
import { createDelivery } from '../../src/mail/delivery.ts';
import { readOutbox } from '../../src/mail/mail-service.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { createNotificationPlan } from '../../src/mail/notifier.ts';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';
import { createSmtpTransport } from '../../src/mail/transports/smtp-transport.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { startSmtpServer } from '../fixtures/test-smtp-server.ts';
import { buildClient, buildCustomerUser, buildUser, event, insertTenant, type Tenant } from '../storage/builders.ts';
import { createTestLog, openWithDatabase, pglite, type TestPlace } from '../storage/databases.ts';

const domain = 'oauth.example';
const running = new AbortController().signal;
const sandbox = createTemplateSandbox();
const { perRecipientPerHour } = configSchema.parse({}).mail;
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

afterAll(async () => {
  await smtp.close();
  await sandbox.close();
  await storage.close();
  await place.remove();
});

async function createApplication(owner: PersonRef): Promise<void> {
  const side = owner.kind === 'user' ? 'backoffice' : 'storefront';
  const client = buildClient(tenant.organization.id, { owner, side, secrets: [] });
  await storage.clients.insert(client, {
    ...event(),
    type: 'application.created',
    organizationId: tenant.organization.id,
    subject: { kind: 'application', id: client.id, name: client.name },
    details: { side, grantTypes: [], owner: null },
  });
}

describe('somebody in whose name a thousand applications are created', () => {
  it('gets a few mails and one summary, by whichever accounts and spellings of the address (E6)', async () => {
    const { id: organizationId } = tenant.organization;
    const user = buildUser(organizationId, { email: 'victim@example.com' });
    const buyer = buildCustomerUser(tenant.customer, { email: 'Victim@EXAMPLE.com' });
    const bystander = buildUser(organizationId, { email: 'bystander@example.com' });
    await storage.users.insert(user, null, event());
    await storage.users.insert(bystander, null, event());
    await storage.customerUsers.insert(buyer, null, event());
    const transport = createSmtpTransport({
      host: '127.0.0.1',
      port: smtp.port,
      security: 'none',
      from: () => ({ name: '', address: `grantry@${domain}` }),
    });
    const delivery = createDelivery({
      queue: storage.mailQueue,
      writing: createMailWriting({ issuer: 'https://oauth.example', sandbox, templates: storage.mailTemplates }),
      transport,
      clock: () => new Date(),
      log: createTestLog(),
      limits: () => ({ perMinute: 100_000 }),
      domain,
    });
    const send = async () => {
      const plan = createNotificationPlan(domain);
      await readOutbox({ outbox: storage.mailOutbox, plan, limits: () => ({ perRecipientPerHour }) }, running);
      await delivery.digest();
      await delivery.deliver(running);
    };
    const victims: readonly PersonRef[] = [
      { kind: 'user', id: user.id },
      { kind: 'customer-user', id: buyer.id },
    ];
    for (let count = 0; count < 500; count += 1) for (const victim of victims) await createApplication(victim);
    await createApplication({ kind: 'user', id: bystander.id });
    await send();
    await send();
    const sentTo = (name: string) => smtp.received.filter(({ to }) => to[0]?.toLowerCase() === `${name}@example.com`);
    expect([sentTo('victim').length, sentTo('bystander').length]).toEqual([perRecipientPerHour, 1]);

    await sql`update mails set created_at = created_at - interval '61 minutes'`.execute(database);
    await send();
    await send();
    await transport.close();
    expect(sentTo('victim')).toHaveLength(perRecipientPerHour + 1);
    const held = 1_000 - perRecipientPerHour;
    expect(smtp.received.at(-1)?.raw).toContain(`Subject: ${held} more messages from oauth.example`);
    const { rows } = await sql`
      select state, count(*)::integer as count from mails group by state order by state`.execute(database);
    expect(rows).toEqual([
      { state: 'digested', count: held },
      { state: 'sent', count: perRecipientPerHour + 2 },
    ]);
  }, 120_000);
});
