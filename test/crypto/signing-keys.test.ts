import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compactVerify, importJWK, type JWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateKeyFiles, readOrCreateHashKey, readPrivateKey } from '../../src/crypto/key-files.ts';
import { createSigningKeys } from '../../src/crypto/signing-keys.ts';
import type { SigningAlgorithm } from '../../src/oauth/signing-key.ts';

let folder: string;
const filesIn = (name: string) => ({
  privateKey: join(folder, name, 'private.key'),
  publicKey: join(folder, name, 'public.key'),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'grantry-keys-'));
});

afterAll(() => rm(folder, { recursive: true, force: true }));

describe('signing keys', () => {
  it.each<SigningAlgorithm>(['RS256', 'ES256', 'EdDSA'])(
    'of %s sign what an independent library verifies (JW-14)',
    async (alg) => {
      const files = filesIn(alg);
      expect(await generateKeyFiles(files, alg)).toBe(true);
      const keys = await createSigningKeys(await readPrivateKey(files));
      const key = keys.current();
      const header = Buffer.from(JSON.stringify({ alg, kid: key?.kid })).toString('base64url');
      const input = `${header}.${Buffer.from('{}').toString('base64url')}`;
      const signature = (await key?.sign(input)) ?? '';
      const [jwk] = keys.publicKeys().keys;
      await expect(compactVerify(`${input}.${signature}`, await importJWK(jwk as JWK, alg))).resolves.toBeDefined();
      expect(keys.find(key?.kid ?? '')?.verify(input, Buffer.from(signature, 'base64url'))).toBe(true);
      expect(keys.find(key?.kid ?? '')?.verify(`${input}x`, Buffer.from(signature, 'base64url'))).toBe(false);
      expect(keys.find(key?.kid ?? '')?.verify(input, Buffer.alloc(64))).toBe(false);
      expect(jwk).not.toHaveProperty('d');
    },
  );

  it('are written once, with mode 0600, and not replaced unless asked', async () => {
    const files = filesIn('once');
    await generateKeyFiles(files, 'EdDSA');
    const first = await readFile(files.privateKey, 'utf8');
    expect((await stat(files.privateKey)).mode & 0o777).toBe(0o600);
    expect(await generateKeyFiles(files, 'EdDSA')).toBe(false);
    expect(await readFile(files.privateKey, 'utf8')).toBe(first);
    expect(await generateKeyFiles(files, 'EdDSA', { replace: true })).toBe(true);
    expect(await readFile(files.privateKey, 'utf8')).not.toBe(first);
  });

  it('are generated once when ten starts race (R-11)', async () => {
    const files = filesIn('race');
    const made = await Promise.all(Array.from({ length: 10 }, () => generateKeyFiles(files, 'ES256')));
    expect(made.filter(Boolean)).toHaveLength(1);
    const hashKeys = await Promise.all(
      Array.from({ length: 10 }, () => readOrCreateHashKey(join(folder, 'race', 'hash.key'))),
    );
    expect(new Set(hashKeys.map((key) => Buffer.from(key).toString('hex'))).size).toBe(1);
  });

  it('may be missing: then nothing signs', async () => {
    const keys = await createSigningKeys(await readPrivateKey(filesIn('none')));
    expect(keys.current()).toBeNull();
    expect(keys.publicKeys()).toEqual({ keys: [] });
  });

  it.each([
    ['garbage', 'not a key', /not a PEM-encoded private key/],
    [
      'a short RSA key',
      generateKeyPairSync('rsa', { modulusLength: 1024 }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
      /2048 bits/,
    ],
    [
      'another curve',
      generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey.export({ type: 'pkcs8', format: 'pem' }),
      /P-256/,
    ],
    [
      'an encrypted key',
      generateKeyPairSync('ed25519').privateKey.export({
        type: 'pkcs8',
        format: 'pem',
        cipher: 'aes-256-cbc',
        passphrase: 'x',
      }),
      /encrypted/,
    ],
  ])('are refused with a clear line for %s (R-29)', async (_name, pem, message) => {
    await expect(createSigningKeys(String(pem))).rejects.toThrow(message);
  });
});
