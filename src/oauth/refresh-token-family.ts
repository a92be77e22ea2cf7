import { formatSubject, type Subject } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { Client } from './client.ts';
import type { Cryptography } from './cryptography.ts';
import type { Conclusion, RefreshTokenFamily, RefreshTokenStore } from './refresh-token.ts';
import { formatRefreshToken, generateHandle, hashHandle, type RefreshTokenParts } from './refresh-token-value.ts';

/** How long things live, in seconds. Read each time, since it can change at any moment. */
export interface RefreshTokenLifetimes {
  /** Until a token that nobody uses expires. */
  readonly idle: number;
  /** Until the family ends in any case. */
  readonly absolute: number;
  /** How long the previous token still gets the same successor, for an answer that was lost. */
  readonly retryWindow: number;
  /** The longest that an access token is good that was issued until now. */
  readonly accessToken: number;
}

export interface RefreshTokenFamilies {
  readonly refreshTokens: RefreshTokenStore;
  readonly cryptography: Cryptography;
  readonly lifetimes: RefreshTokenLifetimes;
}

interface NewFamily {
  readonly client: Client;
  readonly subject: Subject;
  readonly epoch: string;
  readonly now: Date;
  readonly scope: readonly string[];
  readonly resource: string;
  /** A fresh one where left out. */
  readonly id?: string;
}

/** A rotation: the family as it was found and the token that was presented. */
export interface Rotation {
  readonly family: RefreshTokenFamily;
  readonly presented: RefreshTokenParts;
  readonly now: Date;
}

function later(from: Date, seconds: number): Date {
  return new Date(from.getTime() + seconds * 1000);
}

function idleExpiry(now: Date, expiresAt: Date, idle: number): Date {
  const idleExpiresAt = later(now, idle);
  return idleExpiresAt < expiresAt ? idleExpiresAt : expiresAt;
}

/** A family that begins, with the first token of it. Nothing is written yet. */
export function beginRefreshTokenFamily(
  { cryptography, lifetimes }: Pick<RefreshTokenFamilies, 'cryptography' | 'lifetimes'>,
  { client, subject, epoch, now, scope, resource, id = cryptography.randomId() }: NewFamily,
): { readonly family: RefreshTokenFamily; readonly token: string } {
  const handle = generateHandle(cryptography);
  const expiresAt = later(now, lifetimes.absolute);
  const family = {
    id,
    handleHash: hashHandle(handle, cryptography),
    clientRowId: client.id,
    subject,
    side: client.side,
    organizationId: client.organizationId,
    resource,
    scope,
    epoch,
    sequence: 0,
    rotatedAt: now,
    idleExpiresAt: idleExpiry(now, expiresAt, lifetimes.idle),
    expiresAt,
    revokedAt: null,
  };
  return { family, token: formatRefreshToken({ handle, sequence: 0 }, cryptography) };
}

/** What a presented token is to its family, as far as the family's state tells. */
export type Presentation = 'current' | 'retried' | 'reused' | 'ended';

/** Tells what a presented token is: the good one, a retry after a lost answer, a reuse, or past its end. */
export function judgePresentation({ family, presented, now }: Rotation, retryWindow: number): Presentation {
  if (family.revokedAt !== null || family.expiresAt <= now) return 'ended';
  // A number we never reached means that the database was restored from an older copy: no sign of theft.
  if (presented.sequence > family.sequence) return 'ended';
  if (presented.sequence === family.sequence) return family.idleExpiresAt <= now ? 'ended' : 'current';
  const justReplaced = presented.sequence === family.sequence - 1 && later(family.rotatedAt, retryWindow) >= now;
  return justReplaced ? 'retried' : 'reused';
}

/**
 * Gives the successor of a current or retried token. Of many at once one rotates, the others get the same successor.
 * Null when the family has ended or moved on in the meantime.
 */
export async function rotateRefreshToken(
  { refreshTokens, cryptography, lifetimes }: RefreshTokenFamilies,
  rotation: Rotation,
): Promise<Conclusion | null> {
  const { family, presented, now } = rotation;
  const successor = { handle: presented.handle, sequence: presented.sequence + 1 };
  const issued = { refreshToken: formatRefreshToken(successor, cryptography), familyId: family.id };
  if (presented.sequence === family.sequence) {
    const idleExpiresAt = idleExpiry(now, family.expiresAt, lifetimes.idle);
    if (await refreshTokens.rotate(family.id, presented.sequence, now, idleExpiresAt)) return issued;
  }
  const today = await refreshTokens.findByHandle(family.handleHash);
  const stillGood = today !== null && judgePresentation({ ...rotation, family: today }, lifetimes.retryWindow);
  return stillGood === 'retried' ? issued : null;
}

interface Reuse {
  readonly client: Client;
  readonly family: RefreshTokenFamily;
  readonly now: Date;
  readonly address: string | null;
  readonly requestId: string | null;
}

/** Ends a family whose old token came back, with everything it issued; the refusal that follows cannot undo it. */
export async function endReusedFamily(
  { refreshTokens, lifetimes }: RefreshTokenFamilies,
  { client, family, now, address, requestId }: Reuse,
): Promise<void> {
  const event: AuditEvent = {
    type: 'refresh-token.reused',
    organizationId: family.organizationId,
    actor: { kind: 'application', id: client.id },
    subject: { kind: 'application', id: client.id, name: client.name },
    details: { clientId: client.clientId, subject: formatSubject(family.subject) },
    origin: { address, requestId },
  };
  await refreshTokens.revoke(family.id, later(now, lifetimes.accessToken), event);
}
