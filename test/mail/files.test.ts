import { copyFile, mkdtemp, readdir, readFile, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import PostalMime from 'postal-mime';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createDelivery } from '../../src/mail/delivery.ts';
import { exampleFacts } from '../../src/mail/example-facts.ts';
import { createMailWriting } from '../../src/mail/mail-writing.ts';
import { createTemplateSandbox } from '../../src/mail/template-sandbox.ts';
import { createFileTransport } from '../../src/mail/transports/file-transport.ts';
import type { MailTransport } from '../../src/mail/transports/mail-transport.ts';
import type { Storage } from '../../src/storage/open-storage.ts';
import type { Database } from '../../src/storage/schema.ts';
import { everywhere, instant } from '../storage/builders.ts';
import { createTestLog, openWithDatabase, pglite, type TestPlace } from '../storage/databases.ts';
import { within } from '../storage/within.ts';

const running = new AbortController().signal;
const sandbox = createTemplateSandbox();
let place: TestPlace;
let storage: Storage;
let database: Database;
let folder: string;

beforeEach(async () => {
  place = await pglite.create();
  ({ storage, database } = await openWithDatabase(place));
  folder = await mkdtemp(join(tmpdir(), 'grantry-mail-'));
});

afterEach(async () => {
  await sandbox.close();
  await storage.close();
  await place.remove();
  await rm(folder, { recursive: true, force: true });
});

const openFiles = () => createFileTransport(folder, () => ({ name: '', address: 'grantry@oauth.example' }));

function openDelivery(transport: MailTransport) {
  return createDelivery({
    queue: storage.mailQueue,
    writing: createMailWriting({ issuer: 'https://oauth.example', sandbox, templates: storage.mailTemplates }),
    transport,
    clock: () => new Date(),
    log: createTestLog(),
    limits: () => ({ perMinute: 1_000 }),
    domain: 'oauth.example',
  });
}

const queue = (name: string) =>
  storage.mailQueue.insert({
    messageId: `<${name}@oauth.example>`,
    event: 'application.created',
    template: 'application.created',
    organizationId: null,
    address: `${name}@example.com`,
    recipientName: name,
    language: 'en',
    facts: exampleFacts(name, instant),
    cause: null,
    texts: null,
  });

async function readFolder() {
  const names = (await readdir(folder)).sort();
  const mails = names.filter((name) => name.endsWith('.eml'));
  const parsed = await Promise.all(mails.map(async (name) => PostalMime.parse(await readFile(join(folder, name)))));
  return { names, mails, messageIds: parsed.map(({ messageId }) => messageId).sort() };
}

/** Time passes until the leases of a process that was lost are over. */
async function endLeases(): Promise<void> {
  await sql`update mails set leased_until = now() - interval '1 second' where lease is not null`.execute(database);
}

it('a mail whose file was written before a crash, and not noted, replaces its file instead of leaving two', async () => {
  const mails = await Promise.all(['ada', 'bob', 'eve'].map(queue));
  const files = openFiles();
  let written = 0;
  // What never answers notes as little as what was killed.
  const lost = openDelivery({
    ...files,
    async send(mail) {
      await files.send(mail);
      written += 1;
      return new Promise<string>(() => undefined);
    },
  });
  void lost.deliver(running);
  await within(20_000, () => written === mails.length);
  const before = await readFolder();
  expect(before.mails).toHaveLength(mails.length);

  await endLeases();
  expect(await openDelivery(files).deliver(running)).toBe(mails.length);
  await files.close();
  expect(await readFolder()).toEqual(before);
  for (const { id } of mails) {
    expect(await storage.mails.get(everywhere, id)).toMatchObject({ state: 'sent', attempts: 2 });
  }
});

it('a draft that a crash left half written is taken for no mail, and the next try replaces it', async () => {
  const mail = await queue('ada');
  const files = openFiles();
  const lost = openDelivery({
    ...files,
    async send(outgoing) {
      await files.send(outgoing);
      const [name = ''] = await readdir(folder);
      const draft = join(folder, `.${name}.draft`);
      await copyFile(join(folder, name), draft);
      await truncate(draft, 100);
      await rm(join(folder, name));
      return new Promise<string>(() => undefined);
    },
  });
  void lost.deliver(running);
  const isCrashed = async () => {
    const names = await readdir(folder);
    return names.length === 1 && names[0]?.endsWith('.draft') === true;
  };
  await within(20_000, isCrashed);
  expect((await readFolder()).mails).toEqual([]);

  await endLeases();
  expect(await openDelivery(files).deliver(running)).toBe(1);
  await files.close();
  const { mails, messageIds, names } = await readFolder();
  expect([messageIds, names]).toEqual([[mail.messageId], mails]);
});
