import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../src/crypto/cryptography.ts';
import {
  generateClientSecret,
  hashClientSecret,
  looksLikeClientSecret,
  matchClientSecret,
} from '../../src/oauth/client-secret.ts';
import { formatRefreshToken, generateHandle, readRefreshToken } from '../../src/oauth/refresh-token-value.ts';

const cryptography = createCryptography(Buffer.alloc(32, 7));
const now = new Date('2026-01-01T00:00:00Z');

describe('a client secret', () => {
  const secret = generateClientSecret('storefront', cryptography);
  const stored = (expiresAt: Date | null) => ({
    id: 's1',
    name: 'Default',
    hash: hashClientSecret(secret, cryptography),
    createdBy: null,
    createdAt: now,
    expiresAt,
  });

  it('names its side and carries a checksum, so that a leak scanner can recognise it', () => {
    expect(secret).toMatch(/^grs_sf_[0-9A-Za-z]{49}$/);
    expect(looksLikeClientSecret(secret)).toBe(true);
    expect(looksLikeClientSecret(`${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`)).toBe(false);
  });

  it('is never made twice and uses its whole alphabet evenly (TOK-27)', () => {
    const secrets = Array.from({ length: 5_000 }, () => generateClientSecret('backoffice', cryptography));
    expect(new Set(secrets).size).toBe(secrets.length);
    const counts = new Map<string, number>();
    for (const character of secrets.map((text) => text.slice(7, 50)).join(''))
      counts.set(character, (counts.get(character) ?? 0) + 1);
    const expected = (5_000 * 43) / 62;
    const chiSquare = [...counts.values()].reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    expect(counts.size).toBe(62);
    expect(chiSquare).toBeLessThan(120);
  });

  it('matches itself until it expires, and nothing else', () => {
    const match = (text: string, candidates: Parameters<typeof matchClientSecret>[1]) =>
      matchClientSecret(hashClientSecret(text, cryptography), candidates, now, cryptography);
    expect(match(secret, [stored(null)])?.id).toBe('s1');
    expect(match(secret, [stored(now)])).toBeNull();
    expect(match(secret.toUpperCase(), [stored(null)])).toBeNull();
    expect(match('', [])).toBeNull();
  });
});

describe('a refresh token', () => {
  const parts = { handle: generateHandle(cryptography), sequence: 41 };
  const token = formatRefreshToken(parts, cryptography);

  it('reads back as what it was written from', () => {
    const read = readRefreshToken(token, cryptography);
    expect(read?.sequence).toBe(41);
    expect(Buffer.from(read?.handle ?? []).equals(Buffer.from(parts.handle))).toBe(true);
  });

  it('has a successor that can be derived again, but only with the hash key', () => {
    const successor = { ...parts, sequence: 42 };
    expect(formatRefreshToken(successor, cryptography)).toBe(formatRefreshToken(successor, cryptography));
    expect(formatRefreshToken(successor, createCryptography(Buffer.alloc(32, 8)))).not.toBe(
      formatRefreshToken(successor, cryptography),
    );
  });

  it('is refused truncated, padded, suffixed, in another case or with one character changed (RT-11)', () => {
    const changed = Array.from(
      token,
      (character, at) => token.slice(0, at) + (character === 'A' ? 'B' : 'A') + token.slice(at + 1),
    );
    for (const wrong of [
      token.slice(0, -1),
      `${token}=`,
      `${token}A`,
      token.toUpperCase(),
      token.toLowerCase(),
      ` ${token}`,
      '',
      ...changed,
    ]) {
      expect(wrong === token ? null : readRefreshToken(wrong, cryptography)).toBeNull();
    }
  });
});
