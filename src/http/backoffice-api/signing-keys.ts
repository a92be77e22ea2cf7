import { z } from 'zod';
import type { SigningKeyAdministration, SigningKeyView } from '../../oauth/signing-key-administration.ts';
import { time } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
const states = ['announced', 'signing', 'retired', 'deleted', 'revoked'] as const;
const sources = ['file', 'database'] as const;
const exampleKid = 'NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs';

/** A kid is base64url, in which case matters; ids come in letters of any case, so that they are its bytes in hex. */
function idOfKid(kid: string): string {
  return Buffer.from(kid, 'base64url').toString('hex');
}

function kidOfId(id: string): string {
  return Buffer.from(id, 'hex').toString('base64url');
}

const shownTime = (instant: Date | null) => instant?.toISOString() ?? null;

function show(key: SigningKeyView): Resource {
  const { alg, kid, publicJwk, source, state } = key;
  return {
    id: idOfKid(kid),
    attributes: {
      kid,
      algorithm: alg,
      state,
      source,
      publicKey: publicJwk,
      createdAt: shownTime(key.announcedAt),
      signsFrom: shownTime(key.signsFrom),
      retiresAt: shownTime(key.retiredAt),
      endsAt: shownTime(key.endsAt),
      revokedAt: shownTime(key.revokedAt),
      deletedAt: shownTime(key.deletedAt),
    },
  };
}

function defineKeyAction(
  path: 'sign' | 'retire' | 'revoke',
  summary: string,
  run: SigningKeyAdministration['sign'],
): ResourceAction {
  return {
    method: 'POST',
    path,
    action: 'edit',
    summary,
    answers: 'resource',
    run: async (caller, { id = '' }) => showFound(await run(caller, kidOfId(id)), show),
  };
}

const later = (description: string) => ({ description, schema: time.nullable(), example: null });

const attributes = {
  kid: { description: 'The key id as tokens and the published keys name it.', schema: z.string(), example: exampleKid },
  algorithm: {
    description: 'The algorithm; that of the configuration where left out.',
    schema: z.enum(algorithms),
    writable: 'create',
    example: 'RS256',
  },
  state: {
    description:
      'What it does: it is published and signs later (announced), signs, signs no more and is still accepted (retired), is gone (deleted), or was ended in an emergency (revoked).',
    schema: z.enum(states),
    example: 'signing',
  },
  source: {
    description: 'Whether it came from the private key file or the server made it and keeps it in the database alone.',
    schema: z.enum(sources),
    example: 'database',
  },
  publicKey: {
    description: 'The public key (RFC 7517 §4).',
    schema: z.record(z.string(), z.unknown()),
    example: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  },
  createdAt: {
    description: 'When it was made and published first.',
    schema: time,
    example: '2026-01-31T09:30:00.000Z',
  },
  signsFrom: { description: 'From when on it signs.', schema: time, example: '2026-02-01T09:30:00.000Z' },
  retiresAt: later('From when on it signs no more; null where no successor is known.'),
  endsAt: later('When the last token it signed has expired, so that it is accepted no more.'),
  revokedAt: later('When it was ended with everything it signed.'),
  deletedAt: later('When its end was written down; only its name is left since.'),
} as const;

/** The keys that sign access tokens. */
export function createSigningKeysType(keys: SigningKeyAdministration): ResourceType {
  return defineResourceType({
    type: 'signingkeys',
    protects: 'signingkeys',
    scopes: { read: 'See the signing keys, never the private ones.', write: 'Make, rotate and retire signing keys.' },
    title: 'signing keys',
    one: 'a signing key',
    description:
      'The keys that sign access tokens. A new one is announced before it signs; with none there yet, it signs at once.',
    attributes,
    relationships: {},
    filters: {
      kid: { description: 'The key id.', kind: 'text' },
      state: { description: 'What it does.', kind: 'choice', choices: states },
      algorithm: { description: 'The algorithm.', kind: 'choice', choices: algorithms },
      source: { description: 'Where it came from.', kind: 'choice', choices: sources },
      createdAt: { description: 'When it was made.', kind: 'time' },
    },
    sorts: ['createdAt', 'signsFrom', 'algorithm', 'state'],
    defaultSort: '-signsFrom',
    actions: [
      defineKeyAction('sign', 'Let the announced signing key sign at once', keys.sign),
      defineKeyAction('retire', 'Withdraw an announced signing key; the one that signs goes on', keys.retire),
      defineKeyAction('revoke', 'End a signing key in an emergency, with every token it signed', keys.revoke),
    ],
    list: async (caller, query) => showPage(await keys.list(caller, query), show),
    get: async (caller, id) => showFound(await keys.get(caller, kidOfId(id)), show),
    create: async (caller, { attributes: { algorithm } }) => ({ resource: show(await keys.create(caller, algorithm)) }),
  });
}
