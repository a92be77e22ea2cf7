// Creates applications and mails their owner, on an embedded database, until it is killed. Tells what was created.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const [sources, stateDir, port, round] = process.argv.slice(2);
const load = (path) => import(`${sources}/${path}.js`);
const { openStorage } = await load('storage/open-storage');
const { createCryptography } = await load('crypto/cryptography');
const { createDelivery } = await load('mail/delivery');
const { startMailService } = await load('mail/mail-service');
const { createMailWriting } = await load('mail/mail-writing');
const { createNotificationPlan } = await load('mail/notifier');
const { createTemplateSandbox } = await load('mail/template-sandbox');
const { createSmtpTransport } = await load('mail/transports/smtp-transport');

const quiet = () => {};
const log = { info: quiet, warn: quiet, error: (facts, text) => process.stderr.write(`${text} ${facts.err}\n`) };
const storage = await openStorage({ stateDir, log, cryptography: createCryptography(new Uint8Array(32)) });
const from = () => ({ name: '', address: 'grantry@oauth.example' });
const delivery = createDelivery({
  queue: storage.mailQueue,
  writing: createMailWriting({
    issuer: 'https://oauth.example',
    sandbox: createTemplateSandbox(),
    templates: storage.mailTemplates,
  }),
  transport: createSmtpTransport({ host: '127.0.0.1', port: Number(port), security: 'none', from }),
  clock: () => new Date(),
  log,
  limits: () => ({ perMinute: 1_000_000 }),
  domain: 'oauth.example',
});
startMailService({
  outbox: storage.mailOutbox,
  plan: createNotificationPlan('oauth.example'),
  delivery,
  log,
  limits: () => ({ perRecipientPerHour: 1_000_000 }),
  lookEvery: 1,
});

const at = new Date();
const times = { createdAt: at, updatedAt: at };
const event = (type, details, subject) => ({
  type,
  organizationId: null,
  actor: { kind: 'server', id: null },
  subject: { kind: 'application', id: '0', name: 'x', ...subject },
  details,
  origin: { address: null, requestId: null },
});
const organization = { id: randomUUID(), name: `Round ${round}`, global: false, enabled: true, epoch: 0, ...times };
await storage.organizations.insert(organization, event('organization.created', { global: false }));
const user = {
  id: randomUUID(),
  username: `user-${round}`,
  email: `user-${round}@example.com`,
  firstName: '',
  lastName: '',
  locale: 'en',
  enabled: true,
  memberships: [{ organizationId: organization.id, roleId: '00000000-0000-4000-8000-000000000003' }],
  ...times,
};
await storage.users.insert(user, null, event('user.created', { username: user.username }));

for (let count = 0; ; count += 1) {
  const id = randomUUID();
  const clientId = randomBytes(24).toString('hex');
  const client = {
    id,
    clientId,
    name: `Application ${count}`,
    side: 'backoffice',
    organizationId: organization.id,
    owner: { kind: 'user', id: user.id },
    grantTypes: [],
    redirectUris: [],
    confidential: true,
    skipConsent: false,
    pkceRequired: true,
    guestsAllowed: false,
    active: true,
    access: { mode: 'everything' },
    apis: [],
    corsOrigins: [],
    epoch: 0,
    secrets: [],
    createdBy: null,
    ...times,
  };
  const details = { side: 'backoffice', grantTypes: [], owner: `user:${user.id}` };
  await storage.clients.insert(client, event('application.created', details, { id, name: client.name }));
  process.stdout.write(`created ${clientId}\n`);
  // The embedded database never waits for anything, so that timers need a turn.
  await sleep(5);
}
