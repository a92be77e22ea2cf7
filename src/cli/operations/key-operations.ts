import { z } from 'zod';
import type { SigningAlgorithm } from '../../oauth/signing-key.ts';
import { type SigningKeyState, type StoredSigningKey, spanOf, stateOf } from '../../oauth/signing-key-life.ts';
import { clock } from '../../services.ts';
import { CommandFailure } from '../failure.ts';
import { defineOperation } from './operation.ts';

const algorithm = z.enum(['RS256', 'ES256', 'EdDSA']).optional();

/** A key as the command line tells of it. */
export interface KeyRow {
  readonly kid: string;
  readonly alg: SigningAlgorithm;
  readonly state: SigningKeyState;
  readonly since: string;
  /** Null for no end in sight. */
  readonly until: string | null;
}

/** Says what a key does at this moment. */
export function describeKey(key: StoredSigningKey): KeyRow {
  const now = clock();
  const { since, until } = spanOf(key, now);
  const times = { since: since.toISOString(), until: until?.toISOString() ?? null };
  return { kid: key.kid, alg: key.alg, state: stateOf(key, now), ...times };
}

const isLive = ({ state }: KeyRow) => state === 'announced' || state === 'signing' || state === 'retired';

/** Makes the first signing key, or replaces all. */
export const generateKey = defineOperation(
  z.strictObject({ alg: algorithm, force: z.boolean().default(false) }),
  async ({ signingKeys }, callerIn, { alg, force }) => {
    const key = await signingKeys.generate(callerIn(), { alg, replace: force });
    if (key !== null) return describeKey(key);
    throw new CommandFailure(
      'There is a signing key already. Give it a successor with: grantry keys rotate. With --force it is replaced, which ends every access token.',
    );
  },
);

/** Lists the signing keys, the oldest first. */
export const listKeys = defineOperation(
  z.strictObject({ all: z.boolean().default(false) }),
  async ({ storage }, _caller, { all }) => {
    const rows = (await storage.signingKeys.all()).map(describeKey);
    return { keys: all ? rows : rows.filter(isLive) };
  },
);

/** Gives the public keys (RFC 7517 §5). */
export const publicKeys = defineOperation(z.strictObject({}), async ({ keys }) => keys.publicKeys());

/** Announces a successor of the key that signs. */
export const rotateKeys = defineOperation(
  z.strictObject({ alg: algorithm, now: z.boolean().default(false) }),
  async ({ signingKeys }, callerIn, succession) =>
    describeKey(await signingKeys.rotation.rotate(callerIn(), succession)),
);

/** Withdraws an announced key, or ends a key in an emergency. */
export const retireKey = defineOperation(
  z.strictObject({ kid: z.string().max(200), emergency: z.boolean().default(false) }),
  async ({ keys, signingKeys }, callerIn, { emergency, kid }) => {
    const { rotation } = signingKeys;
    const key = emergency ? await rotation.revoke(callerIn(), kid) : await rotation.retire(callerIn(), kid);
    return { ...describeKey(key), signing: keys.current()?.kid ?? null };
  },
);
