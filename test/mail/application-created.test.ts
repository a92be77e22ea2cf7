import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import {
  createApplication,
  type People,
  seedPeople,
  startTestServer,
  type TestServer,
} from '../fixtures/test-server.ts';
import { event } from '../storage/builders.ts';
import { within } from '../storage/within.ts';

let test: TestServer;
let people: People;

beforeAll(async () => {
  test = await startTestServer({ settings: { mail: { from: 'Grantry <grantry@oauth.example>' } } });
  people = await seedPeople(test);
});

afterAll(() => test.close());

const folder = () => join(test.stateDir, 'mail');

/** The mails in the folder, parsed. */
async function readMails() {
  const names = await readdir(folder()).catch(() => []);
  const files = names.filter((name) => name.endsWith('.eml')).sort();
  return Promise.all(files.map(async (name) => PostalMime.parse(await readFile(join(folder(), name)))));
}

describe('an application that is created', () => {
  it('is told to its owner’s primary address in the owner’s language (seed-000)', async () => {
    const { users } = test.services.administrations;
    await users.update(serverCaller(), people.alice.ref.id, { locale: 'de', firstName: 'Alice', lastName: 'Weiß' });
    const organizationId = people.organizations.a;
    const application = await createApplication(test, {
      name: 'Lager & Versand <b>',
      organizationId,
      owner: people.alice.ref,
      grantTypes: ['client_credentials'],
    });
    await within(20_000, async () => (await readMails()).length > 0);
    const [mail, ...more] = await readMails();
    expect(more).toEqual([]);
    expect(mail?.to).toEqual([{ name: 'Alice Weiß', address: 'alice@example.com' }]);
    expect(mail?.from).toEqual({ name: 'Grantry', address: 'grantry@oauth.example' });
    expect(mail?.subject).toBe('Die OAuth-Anwendung „Lager & Versand <b>“ wurde erstellt');
    expect(mail?.messageId).toMatch(/^<[A-Za-z0-9_-]{32}@oauth\.example>$/);
    expect(mail?.text).toContain('Guten Tag Alice Weiß,');
    expect(mail?.text).toContain(`Client-ID: ${application.clientId}`);
    expect(mail?.text).toContain(`${test.url}/admin/my-user`);
    expect(mail?.html).toContain('Lager &amp; Versand &lt;b&gt;');
    expect(mail?.html).toContain(`href="${test.url}/admin/my-user"`);
    const raw = await readFile(join(folder(), (await readdir(folder()))[0] ?? ''), 'utf8');
    expect(raw).not.toContain(application.secret);
    expect((await stat(folder())).mode & 0o077).toBe(0);
  });

  it('is told to nobody when it has no owner', async () => {
    const before = (await readMails()).length;
    const organizationId = people.organizations.a;
    await createApplication(test, { organizationId, owner: null, grantTypes: ['password'] });
    const marker = await createApplication(test, {
      organizationId,
      owner: people.carol.ref,
      grantTypes: ['client_credentials'],
    });
    await within(20_000, async () => (await readMails()).length > before);
    const mails = await readMails();
    expect(mails).toHaveLength(before + 1);
    expect(mails.find(({ text }) => text?.includes(marker.clientId))?.text).toContain(`${test.url}/account/my-user`);
  });

  it('is created and told of also where a template has become none that works (E8)', async () => {
    const organizationId = people.organizations.a;
    const key = { template: 'application.created', language: 'en', organizationId } as const;
    const broken = { subject: '{{ application.secret }}', html: '<script>', text: '{% if' };
    await test.services.storage.mailTemplates.save(key, broken, event());
    const application = await createApplication(test, {
      organizationId,
      owner: people.eve.ref,
      grantTypes: ['client_credentials'],
    });
    const find = async () => (await readMails()).find(({ text }) => text?.includes(application.clientId));
    await within(20_000, async () => (await find()) !== undefined);
    expect((await find())?.subject).toMatch(/^OAuth application “.*” was created$/);
  });
});
