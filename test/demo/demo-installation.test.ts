import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { DemoCredentials } from '../../src/demo/demo-data.ts';
import { isDemoInstallation, prepareDemo } from '../../src/demo/demo-installation.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import { hashClientSecret, matchClientSecret } from '../../src/oauth/client-secret.ts';
import { eventsOf, everything, openTestDirectory, type TestDirectory } from '../fixtures/test-directory.ts';

const url = 'http://127.0.0.1:8080';
const server = serverCaller();

let stateDir: string;
let file: string;
let directory: TestDirectory;

beforeEach(async () => {
  stateDir = await mkdtemp(join(tmpdir(), 'grantry-demo-'));
  file = join(stateDir, 'demo.json');
  directory = await openTestDirectory(stateDir);
}, 60_000);
afterEach(async () => {
  await directory.close();
  await rm(stateDir, { recursive: true, force: true });
});

function prepare(): Promise<DemoCredentials | null> {
  return prepareDemo({ ...directory, url }, file);
}

async function made(): Promise<DemoCredentials> {
  const demo = await prepare();
  if (demo === null) throw new Error('no demo was made');
  return demo;
}

/** Breaks off at the n-th change, as a crash would: everything before it is durable. */
function breakOffAt(change: number): TestDirectory['administrations'] {
  let changes = 0;
  const breaking = <Operations extends object>(operations: Operations): Operations =>
    new Proxy(operations, {
      get(target, name, receiver) {
        const operation: unknown = Reflect.get(target, name, receiver);
        if (typeof operation !== 'function' || name === 'list' || name === 'get') return operation;
        return (...input: unknown[]) => {
          changes += 1;
          if (changes === change) throw new Error('broken off');
          return operation(...input);
        };
      },
    });
  const { administrations } = directory;
  return {
    ...administrations,
    organizations: breaking(administrations.organizations),
    users: breaking(administrations.users),
    customers: breaking(administrations.customers),
    customerUsers: breaking(administrations.customerUsers),
    clients: breaking(administrations.clients),
  };
}

/** Signs in everybody and checks every secret of a demo. */
async function expectEverythingToWork(demo: DemoCredentials): Promise<void> {
  const { organizations, clients } = directory.administrations;
  const byName = new Map((await organizations.list(server, everything)).rows.map(({ name, id }) => [name, id]));
  let host = 0;
  const signsIn = async (
    side: 'backoffice' | 'storefront',
    username: string,
    password: string,
    organization: string,
  ) => {
    host += 1;
    const organizationId = byName.get(organization) ?? '';
    const address = `192.0.2.${host}`;
    return (await directory.signIn.authenticate({ side, organizationId, username, password, address })).outcome;
  };
  for (const { username, email, password, organizations: memberOf } of demo.backoffice.users) {
    for (const organization of memberOf) {
      expect(await signsIn('backoffice', username, password, organization), username).toBe('proved');
      expect(await signsIn('backoffice', email, password, organization), email).toBe('proved');
    }
  }
  for (const { email, password, organization } of demo.storefront.users) {
    expect(await signsIn('storefront', email, password, organization), email).toBe('proved');
  }
  for (const { clientId, clientSecret, organization, name } of allApplications(demo)) {
    const client = await directory.storage.clients.findByClientId(clientId);
    expect(client, name).toMatchObject({ name, organizationId: byName.get(organization), active: true });
    const match = matchClientSecret(
      hashClientSecret(clientSecret, directory.cryptography),
      client?.secrets ?? [],
      new Date(),
      directory.cryptography,
    );
    expect(match?.name, name).toBe('Default');
  }
  expect((await clients.list(server, everything)).total).toBe(allApplications(demo).length);
}

function allApplications({ backoffice, storefront }: DemoCredentials) {
  return [...backoffice.applications, ...storefront.applications];
}

describe('demo data', () => {
  it('is a small business that works: three roles, two organizations for one, every grant on both sides', async () => {
    const demo = await made();
    expect(demo.url).toBe(url);
    const { users, applications } = demo.backoffice;
    expect(new Set(users.map(({ role }) => role))).toEqual(
      new Set(['Administrator', 'Organization administrator', 'Member']),
    );
    expect(users.some(({ organizations }) => organizations.length === 2)).toBe(true);
    expect(demo.storefront.users).toHaveLength(2);
    for (const side of [applications, demo.storefront.applications]) {
      expect(side.map(({ grant }) => grant)).toEqual(['client_credentials', 'password', 'authorization_code']);
    }
    const { rows } = await directory.administrations.organizations.list(server, everything);
    expect(rows.map(({ global }) => global).sort()).toEqual([false, false, true]);
    await expectEverythingToWork(demo);
    const guests = demo.storefront.applications.find(({ grant }) => grant === 'password');
    expect((await directory.storage.clients.findByClientId(guests?.clientId ?? ''))?.guestsAllowed).toBe(true);
  });

  it('is written to a file that only its owner reads, exactly in its documented shape', async () => {
    const demo = await made();
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const written = JSON.parse(await readFile(file, 'utf8')) as DemoCredentials;
    expect(written).toEqual(demo);
    expect(Object.keys(written)).toEqual(['url', 'backoffice', 'storefront']);
    expect(Object.keys(written.backoffice.users[0] ?? {})).toEqual([
      'username',
      'email',
      'password',
      'role',
      'organizations',
    ]);
    expect(Object.keys(written.storefront.users[0] ?? {})).toEqual(['email', 'password', 'customer', 'organization']);
    for (const application of allApplications(written)) {
      expect(Object.keys(application)).toEqual(['name', 'grant', 'organization', 'owner', 'clientId', 'clientSecret']);
    }
    expect((await readdir(stateDir)).filter((name) => name.includes('draft'))).toEqual([]);
  });

  it('has passwords and secrets of its own in every installation, and none of them in the log', async () => {
    const demo = await made();
    const secrets = [
      ...demo.backoffice.users.map(({ password }) => password),
      ...demo.storefront.users.map(({ password }) => password),
      ...allApplications(demo).map(({ clientSecret }) => clientSecret),
    ];
    expect(new Set(secrets).size).toBe(secrets.length);
    const events = JSON.stringify(await eventsOf(directory));
    for (const secret of secrets) {
      expect(secret.length).toBeGreaterThanOrEqual(20);
      expect(events).not.toContain(secret);
    }
    expect((await eventsOf(directory)).at(-1)).toMatchObject({ type: 'installation.set-up', details: { demo: true } });
  });

  it('is made once', async () => {
    expect(await isDemoInstallation(directory.storage.settings)).toBe(false);
    const demo = await made();
    expect(await isDemoInstallation(directory.storage.settings)).toBe(true);
    expect(await prepare()).toBeNull();
    await expectEverythingToWork(demo);
  });

  it('never goes into a database that holds anything', async () => {
    await directory.administrations.organizations.create(server, { name: 'Real business' });
    expect(await prepare()).toBeNull();
    expect(await isDemoInstallation(directory.storage.settings)).toBe(false);
    expect((await directory.administrations.users.list(server, everything)).total).toBe(0);
    await expect(stat(file)).rejects.toThrow();
  });

  it('is brought to its end by the next start, wherever an earlier one was cut off', async () => {
    const places = [1, 2, 4, 6, 8, 9, 11, 12, 13, 16];
    for (const place of places) {
      const broken = prepareDemo({ ...directory, administrations: breakOffAt(place), url }, file);
      await expect(broken).rejects.toThrow('broken off');
      expect(await isDemoInstallation(directory.storage.settings)).toBe(true);
    }
    await directory.close();
    directory = await openTestDirectory(stateDir);
    await expectEverythingToWork(await made());
    expect((await directory.administrations.users.list(server, everything)).total).toBe(4);
    expect((await directory.administrations.customers.list(server, everything)).total).toBe(1);
  }, 60_000);

  it('is made anew when the file could not be written, since nobody would know how to get in', async () => {
    const blocked = join(stateDir, 'not-a-directory');
    await writeFile(blocked, '');
    await expect(prepareDemo({ ...directory, url }, join(blocked, 'demo.json'))).rejects.toThrow();
    await expectEverythingToWork(await made());
  });
});
