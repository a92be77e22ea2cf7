import { describe, expect, it } from 'vitest';
import { createCryptography } from '../../src/crypto/cryptography.ts';
import type { AccessTokenFacts, MintingContext } from '../../src/oauth/access-token.ts';
import { createReusableTokens } from '../../src/oauth/reusable-tokens.ts';
import { buildClient } from '../storage/builders.ts';

const iat = 1_800_000_000;
const lifetime = 1_000;
const token = { text: 'a.b.c', jti: 'one', iat, exp: iat + lifetime };
const client = buildClient('0b6c6f0e-52f4-4d1c-8a39-6b7f1d3f2a90', { tokenReuse: true });
const facts: AccessTokenFacts = {
  client,
  subject: { kind: 'application', id: client.id },
  owner: null,
  resource: 'https://oauth.example.com/api',
  scope: ['users:read'],
  epoch: '0.0.0',
  familyId: null,
};
const key = { kid: 'key', alg: 'EdDSA', sign: () => '' } as const;
const cryptography = createCryptography(new Uint8Array(32));
const at = (seconds: number, given: Partial<MintingContext> = {}): MintingContext => ({
  issuer: 'https://oauth.example.com',
  key,
  cryptography,
  lifetime,
  now: new Date((iat + seconds) * 1_000),
  ...given,
});

function remember(has: (id: string) => boolean = () => false, capacity?: number) {
  const tokens = createReusableTokens({ has }, capacity);
  tokens.keep(facts, at(0), token, 'rest');
  return tokens;
}

describe('a token that can be answered again', () => {
  it('is, until 80 % of its life is spent, with what is left of it', () => {
    const tokens = remember();
    expect(tokens.find(facts, at(0))).toEqual({ expiresIn: 1_000, rest: 'rest' });
    expect(tokens.find(facts, at(799.999))).toEqual({ expiresIn: 200, rest: 'rest' });
    expect(tokens.find(facts, at(800))).toBeNull();
    expect(tokens.find(facts, at(-0.001))).toBeNull();
  });

  it.each([
    ['application', { client: buildClient(client.organizationId) }, {}],
    ['epoch', { epoch: '1.0.0' }, {}],
    ['API', { resource: 'https://oauth.example.com/storefront/api' }, {}],
    ['scope', { scope: ['users:read', 'users:write'] }, {}],
    ['key', {}, { key: { ...key, kid: 'other' } }],
    ['lifetime', {}, { lifetime: 999 }],
    ['issuer', {}, { issuer: 'https://other.example.com' }],
  ])('is none where the %s is another', (_, otherFacts, otherContext) => {
    expect(remember().find({ ...facts, ...otherFacts }, at(1, otherContext))).toBeNull();
  });

  it('is none once it was revoked, nor while nobody knows what was', () => {
    let state: 'good' | 'revoked' | 'unknown' = 'good';
    const asked: string[] = [];
    const tokens = remember((id) => {
      asked.push(id);
      if (state === 'unknown') throw new Error('revocations may have been missed');
      return state === 'revoked';
    });
    expect(tokens.find(facts, at(1))).not.toBeNull();
    state = 'unknown';
    expect(tokens.find(facts, at(1))).toBeNull();
    state = 'revoked';
    expect(tokens.find(facts, at(1))).toBeNull();
    expect(new Set(asked)).toEqual(new Set(['token:one']));
  });

  it('gives way to the next for the same', () => {
    const tokens = remember();
    tokens.keep(facts, at(900), { ...token, iat: iat + 900, exp: iat + 900 + lifetime, jti: 'two' }, 'next');
    expect(tokens.find(facts, at(900))).toEqual({ expiresIn: 1_000, rest: 'next' });
  });

  it('is forgotten when there are too many: the one that was not asked for the longest goes first', () => {
    const tokens = remember(undefined, 3);
    const other = (epoch: string) => ({ ...facts, epoch });
    for (const epoch of ['1', '2']) tokens.keep(other(epoch), at(0), token, epoch);
    expect(tokens.find(facts, at(1))).not.toBeNull();
    tokens.keep(other('3'), at(1), token, '3');
    expect([facts, other('1'), other('2'), other('3')].map((each) => tokens.find(each, at(1)) !== null)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });
});
