// A node that creates applications and mails their owner. Tells what was created. Told by SIGUSR2, it kills itself at the
// point it was given, as a power cut would; told by SIGTERM, it creates no more, and ends when every mail is sent.
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';

const [sources, settings] = process.argv.slice(2);
const { end, name, organizationId, ownerId, place, port } = JSON.parse(settings);
const load = (path) => import(`${sources}/${path}.js`);
const { openDatabase } = await load('storage/open-database');
const { createStorage } = await load('storage/open-storage');
const { createCryptography } = await load('crypto/cryptography');
const { builtInRoles } = await load('directory/role');
const { createDelivery } = await load('mail/delivery');
const { startMailService } = await load('mail/mail-service');
const { createMailWriting } = await load('mail/mail-writing');
const { createNotificationPlan } = await load('mail/notifier');
const { createTemplateSandbox } = await load('mail/template-sandbox');
const { createSmtpTransport } = await load('mail/transports/smtp-transport');

const tell = (...words) => process.stdout.write(`${words.join(' ')}\n`);
const quiet = () => {};
const complain = (facts, text) => process.stderr.write(`${text} ${JSON.stringify(facts)} ${facts.err ?? ''}\n`);
const log = { info: quiet, warn: complain, error: complain };

let armed = false;
let creating = true;
process.on('SIGUSR2', () => {
  armed = true;
});
process.on('SIGTERM', () => {
  creating = false;
});

/** The last thing that is done here, where this is the point. */
function reach(point) {
  if (armed && point === end) process.kill(process.pid, 'SIGKILL');
}

/** Tells when a statement has been executed whose transaction is still open. */
const inTransactions = () => {
  const points = { audit_events: 'event-written', mail_cursor: 'cursor-moved' };
  const asked = new WeakMap();
  return {
    transformQuery({ node, queryId }) {
      const table = (node.into ?? node.table)?.table?.identifier?.name;
      const changes = node.kind === 'InsertQueryNode' || node.kind === 'UpdateQueryNode';
      if (changes && Object.hasOwn(points, table)) asked.set(queryId, points[table]);
      return node;
    },
    async transformResult({ queryId, result }) {
      reach(asked.get(queryId) ?? '');
      return result;
    },
  };
};

const options = { ...place, poolSize: 5, log, cryptography: createCryptography(new Uint8Array(32)) };
const opened = await openDatabase(options);
const database = opened.database.withPlugin(inTransactions());
const storage = createStorage({ ...opened, database }, options);
await storage.migrate();
if (opened.isEmbedded) {
  // Nobody else has it open, so that whoever had a mail is dead. Nobody waits here until that is certain by itself.
  const leases = database.updateTable('mails').where('lease', 'is not', null);
  await leases.set({ leased_until: new Date(0) }).execute();
}

const at = new Date();
const times = { createdAt: at, updatedAt: at };
const event = (type, details, subject) => ({
  type,
  organizationId,
  actor: { kind: 'server', id: null },
  subject: { kind: 'application', ...subject },
  details,
  origin: { address: null, requestId: null },
});
if ((await storage.organizations.findById(organizationId)) === null) {
  const organization = { id: organizationId, name: 'A', global: false, enabled: true, epoch: 0, ...times };
  const happened = event('application.edited', { fields: [] }, { id: '0', name: '' });
  await storage.organizations.insert(organization, happened);
  const memberships = [{ organizationId, roleId: builtInRoles.member.id }];
  const person = { username: 'ada', email: 'ada@example.com', firstName: 'Ada', lastName: 'Lovelace', locale: 'en' };
  await storage.users.insert({ id: ownerId, ...person, enabled: true, memberships, ...times }, null, happened);
}

const from = () => ({ name: '', address: `${name}@oauth.example` });
const smtp = createSmtpTransport({ host: '127.0.0.1', port, security: 'none', from });
const sandbox = createTemplateSandbox();
const { mailOutbox, mailQueue } = storage;
const plan = createNotificationPlan('oauth.example');
const reading = { outbox: mailOutbox, plan, limits: () => ({ perRecipientPerHour: 1_000_000 }) };
const queue = {
  ...mailQueue,
  async claim(limits) {
    const claimed = await mailQueue.claim(limits);
    if (claimed.length > 0) reach('claimed');
    return claimed;
  },
};
const transport = {
  async send(mail) {
    const answer = await smtp.send(mail);
    reach('sent');
    return answer;
  },
};
const delivery = createDelivery({
  queue,
  writing: createMailWriting({ issuer: 'https://oauth.example', sandbox, templates: storage.mailTemplates }),
  transport,
  clock: () => new Date(),
  log,
  limits: () => ({ perMinute: 1_000_000 }),
  domain: 'oauth.example',
});
const service = startMailService({ ...reading, delivery, log, lookEvery: 25 });

async function countQueued() {
  const filters = [{ field: 'state', operator: 'equals', values: ['queued'] }];
  const page = { number: 1, size: 1 };
  return (await storage.mails.list({ level: 'global' }, { filters, sort: [], page })).total;
}

function build(lane, count) {
  const id = randomUUID();
  const client = {
    id,
    clientId: randomBytes(24).toString('hex'),
    name: `${name} ${lane} ${count}`,
    side: 'backoffice',
    organizationId,
    owner: { kind: 'user', id: ownerId },
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
  const details = { side: 'backoffice', grantTypes: [], owner: `user:${ownerId}` };
  return { client, happened: event('application.created', details, { id, name: client.name }) };
}

async function create(lane) {
  for (let count = 0; creating; count += 1) {
    const { client, happened } = build(lane, count);
    await storage.clients.insert(client, happened);
    tell('created', client.clientId);
    // Mails keep up with applications on every machine, and another node can start meanwhile.
    do await sleep(100);
    while (creating && (await countQueued()) > 12);
  }
}

await Promise.all([1, 2, 3, 4].map(create));
// Null says that another reader is at it, so that more may be queued at any moment.
while ((await mailOutbox.advance({ most: 100, ...reading.limits() }, plan)) !== 0 || (await countQueued()) > 0) {
  await sleep(5);
}
await service.stop();
await smtp.close();
await sandbox.close();
await storage.close();
tell('done');
