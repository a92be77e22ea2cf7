import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, type JSONWebKeySet, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runOperation } from '../../src/cli/control-socket.ts';
import type { OperationName } from '../../src/cli/operations/index.ts';
import { serverCaller } from '../../src/directory/caller-resolution.ts';
import type { SigningAlgorithm } from '../../src/oauth/signing-key.ts';
import {
  createApplication,
  credentialsOf,
  jsonOf,
  type People,
  seedPeople,
  startTestServer,
  type TestApplication,
  type TestServer,
} from '../fixtures/test-server.ts';

let test: TestServer;
let people: People;
let machine: TestApplication;
let outputs: string[];
const caller = serverCaller();

async function publicKeys(server: TestServer): Promise<JWK[]> {
  return ((await (await server.send('/.well-known/jwks.json')).json()) as JSONWebKeySet).keys;
}

async function machineOf(server: TestServer): Promise<TestApplication> {
  const { alice, organizations } = await seedPeople(server);
  return createApplication(server, {
    organizationId: organizations.a,
    owner: alice.ref,
    grantTypes: ['client_credentials'],
  });
}

async function tokenOf(server: TestServer, client: TestApplication): Promise<string> {
  const response = await server.token({ grant_type: 'client_credentials', ...credentialsOf(client) });
  return (await jsonOf(response)).access_token ?? '';
}

const kidOf = (token: string) =>
  (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
const bits = (value = '') => Buffer.from(value, 'base64url').length * 8;
const whole = (value = '') => BigInt(`0x${Buffer.from(value, 'base64url').toString('hex')}`);
const greatestCommonDivisor = (left: bigint, right: bigint): bigint =>
  right === 0n ? left : greatestCommonDivisor(right, left % right);

/** Runs a command as the command line does and keeps what it printed. */
async function command(name: OperationName, input: object): Promise<Record<string, string>> {
  const output = await runOperation(test.services, name, 'operator', input);
  outputs.push(JSON.stringify(output));
  return output as Record<string, string>;
}

beforeAll(async () => {
  outputs = [];
  test = await startTestServer();
  people = await seedPeople(test);
  machine = await createApplication(test, {
    organizationId: people.organizations.a,
    owner: people.alice.ref,
    grantTypes: ['client_credentials'],
  });
});

afterAll(() => test.close());

describe('the public keys', () => {
  beforeAll(async () => {
    for (const alg of ['ES256', 'EdDSA', 'RS256']) await command('keys rotate', { alg, now: true });
    await command('keys rotate', { alg: 'ES256' });
  });

  it('have the public members of their type and no others (JK-01)', async () => {
    const members = {
      RSA: ['alg', 'e', 'kid', 'kty', 'n', 'use'],
      EC: ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'],
      OKP: ['alg', 'crv', 'kid', 'kty', 'use', 'x'],
    };
    const keys = await publicKeys(test);
    expect(keys).toHaveLength(5);
    for (const key of keys) expect(Object.keys(key).sort()).toEqual(members[key.kty as keyof typeof members]);
  });

  it('have an id of their own, the thumbprint, with use and algorithm, as a JWK set (JK-02)', async () => {
    const response = await test.send('/.well-known/jwks.json');
    expect(response.headers.get('content-type')).toMatch(/^application\/jwk-set\+json/);
    const keys = await publicKeys(test);
    expect(new Set(keys.map(({ kid }) => kid)).size).toBe(keys.length);
    for (const key of keys) {
      expect(key.kid).toBe(await calculateJwkThumbprint(key));
      expect(key.use).toBe('sig');
      expect(['RS256', 'ES256', 'EdDSA']).toContain(key.alg);
    }
  });

  it('are long enough and share no prime (JK-03)', async () => {
    const keys = await publicKeys(test);
    const moduli = keys.filter(({ kty }) => kty === 'RSA').map(({ n }) => whole(n));
    expect(moduli).toHaveLength(2);
    expect(greatestCommonDivisor(moduli[0] ?? 0n, moduli[1] ?? 0n)).toBe(1n);
    for (const key of keys) {
      if (key.kty === 'RSA') expect([bits(key.n), key.e]).toEqual([2048, 'AQAB']);
      else expect([key.crv, bits(key.x)]).toEqual([key.kty === 'EC' ? 'P-256' : 'Ed25519', 256]);
    }
  });

  it('may be kept for a shorter time than a key is published before it signs, by scripts of any origin (JK-04)', async () => {
    const response = await test.send('/.well-known/jwks.json', { headers: { origin: 'https://shop.example.com' } });
    expect(response.headers.get('cache-control')).toBe('public, max-age=300');
    expect(response.headers.get('access-control-allow-origin')).toBe('*');
  });
});

describe('private keys', () => {
  /** Everything of a private key that must be nowhere: as PEM, as members of a JWK, as bytes. */
  async function secretsOf(privateKey: KeyObject): Promise<{ texts: string[]; der: Buffer }> {
    const der = privateKey.export({ type: 'pkcs8', format: 'der' });
    const { d = '', p = '', q = '' } = await exportJWK(privateKey);
    const numbers = [d, p, q].filter(Boolean);
    const hex = numbers.map((number) => Buffer.from(number, 'base64url').toString('hex'));
    return { texts: [der.toString('base64').slice(60, 160), ...numbers, ...hex], der };
  }

  it('are in no answer, no output of a command, no log and no event (JK-05)', async () => {
    const { texts } = await secretsOf(createPrivateKey(await readFile(join(test.stateDir, 'oauth_private.key'))));
    const announced = await command('keys list', { all: true });
    await command('keys public', {});
    await command('keys retire', { kid: (announced.keys as unknown as { kid: string }[]).at(-1)?.kid ?? '' });
    for (const person of [people.administrator, people.alice]) {
      const legacy = await createApplication(test, {
        organizationId: people.organizations.a,
        grantTypes: ['password'],
      });
      const signIn = { grant_type: 'password', username: person.name, password: person.password };
      const { access_token = '' } = await jsonOf(await test.token({ ...signIn, ...credentialsOf(legacy) }));
      for (const path of ['users', 'roles', 'organizations', 'oauthapplications', 'customers', 'profile', 'doc.json']) {
        outputs.push(await (await test.call(`/api/${path}`, access_token)).text());
      }
    }
    for (const path of ['.well-known/jwks.json', '.well-known/oauth-authorization-server', 'readyz', 'metrics', '']) {
      outputs.push(await (await test.send(`/${path}`)).text());
    }
    const events = await test.services.storage.auditLog.after('0', 10_000);
    expect(events.map(({ type }) => type)).toContain('signing-key.announced');
    const everything = [...outputs, ...test.logLines, JSON.stringify(events)].join('\n');
    expect(everything.length).toBeGreaterThan(5_000);
    expect(everything).not.toMatch(/PRIVATE KEY|"(?:d|p|q|dp|dq|qi|sealed)":/);
    for (const text of texts) expect(everything).not.toContain(text);
  });

  it('are in the database encrypted only, and not at all once they sign no more (JK-05)', async () => {
    const privateKey = createPrivateKey(await readFile(join(test.stateDir, 'oauth_private.key')));
    const { der } = await secretsOf(privateKey);
    const stored = await test.services.storage.signingKeys.all();
    const first = stored.find(({ alg }) => alg === 'RS256');
    expect(first?.sealed).not.toBeNull();
    for (const { sealed } of stored) {
      expect(Buffer.from(sealed ?? []).includes(der.subarray(40, 72))).toBe(false);
      expect(Buffer.from(sealed ?? []).toString('latin1')).not.toContain('PRIVATE');
    }
    const { kid = '' } = await command('keys rotate', { now: true });
    await command('keys retire', { kid, emergency: true });
    const revoked = (await test.services.storage.signingKeys.all()).find((key) => key.kid === kid);
    expect(revoked).toMatchObject({ sealed: null, revokedAt: expect.any(Date) });
  });
});

describe('the commands', () => {
  it('refuse what would leave nobody to sign, and say what to do instead', async () => {
    const { kid = '' } = await command('keys rotate', { now: true });
    await expect(command('keys retire', { kid })).rejects.toThrow('grantry keys rotate');
    const next = await command('keys rotate', { alg: 'EdDSA' });
    await expect(command('keys rotate', {})).rejects.toThrow(/announced already.*--now/);
    await expect(command('keys retire', { kid })).rejects.toThrow('grantry keys rotate --now');
    await expect(command('keys retire', { kid: 'unknown' })).rejects.toThrow('no signing key unknown');
    await expect(command('keys generate', {})).rejects.toThrow('--force');
    expect(await command('keys rotate', { now: true })).toMatchObject({ kid: next.kid, state: 'signing' });
    expect(await command('keys retire', { kid })).toMatchObject({ state: 'retired' });
    expect(kidOf(await tokenOf(test, machine))).toBe(next.kid);
  });

  it('withdraw an announced key: the one that signs goes on, without an end', async () => {
    const { kid = '' } = await command('keys rotate', {});
    await command('keys retire', { kid });
    const { keys } = (await command('keys list', {})) as unknown as { keys: Record<string, string>[] };
    expect(keys.filter(({ state }) => state === 'signing')).toMatchObject([{ until: null }]);
    expect(keys.filter(({ state }) => state === 'announced')).toEqual([]);
  });

  it('replace every key by force, which ends every token at once', async () => {
    const token = await tokenOf(test, machine);
    expect((await test.call('/api/users', token)).status).toBe(200);
    const { kid } = await command('keys generate', { force: true, alg: 'ES256' });
    expect((await test.call('/api/users', token)).status).toBe(401);
    expect((await publicKeys(test)).map((key) => key.kid)).toEqual([kid]);
    expect((await test.call('/api/users', await tokenOf(test, machine))).status).toBe(200);
  });
});

describe('the private key file of the reference', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'grantry-key-file-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function place(name: string, pem: string | Buffer): Promise<string> {
    await mkdir(join(folder, name), { recursive: true });
    await writeFile(join(folder, name, 'oauth_private.key'), pem, { mode: 0o600 });
    return join(folder, name);
  }

  it.each<[string, SigningAlgorithm, string | Buffer]>([
    [
      'PKCS#1',
      'RS256',
      generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey.export({ type: 'pkcs1', format: 'pem' }),
    ],
    [
      'PKCS#8',
      'RS256',
      generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
    ],
  ])('in the form of %s is the first key, and stays it without its file', async (form, alg, pem) => {
    const stateDir = await place(form, pem);
    const kid = await calculateJwkThumbprint(await exportJWK(createPrivateKey(pem)));
    const server = await startTestServer({ stateDir, settings: { keys: { generate: false } } });
    const client = await machineOf(server);
    expect(await publicKeys(server)).toMatchObject([{ kid, alg }]);
    expect(kidOf(await tokenOf(server, client))).toBe(kid);
    await server.close();
    await rm(join(stateDir, 'oauth_private.key'));
    const later = await startTestServer({ stateDir, settings: { keys: { generate: false } } });
    expect(kidOf(await tokenOf(later, client))).toBe(kid);
    await later.close();
  });

  it('does not bring back a key that was ended, nor displace the one that signs; the log says so (R-29)', async () => {
    const stateDir = join(folder, 'displaced');
    const settings = { tokens: { algorithm: 'EdDSA' } };
    const server = await startTestServer({ stateDir, settings });
    const [first] = await publicKeys(server);
    await server.services.signingKeys.rotation.revoke(caller, first?.kid ?? '');
    const [second] = await publicKeys(server);
    expect(second?.kid).not.toBe(first?.kid);
    await server.close();

    const again = await startTestServer({ stateDir, settings });
    expect((await publicKeys(again)).map(({ kid }) => kid)).toEqual([second?.kid]);
    expect(again.logLines.join('')).toContain('signs no more; delete the file');
    await again.close();

    await place('displaced', generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }));
    const foreign = await startTestServer({ stateDir, settings });
    expect((await publicKeys(foreign)).map(({ kid }) => kid)).toEqual([second?.kid]);
    expect(foreign.logLines.join('')).toContain('is not in use');
    await foreign.close();
  });
});
