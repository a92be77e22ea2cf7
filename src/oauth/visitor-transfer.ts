import { formatSubject, type PersonRef, type Subject } from '../access/subject.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { VerifiedAccessToken } from './access-token-state.ts';
import type { AccessTokenVerifier } from './access-token-verification.ts';
import type { Client } from './client.ts';
import { OAuthError } from './oauth-error.ts';
import type { ResourceServers } from './resource-server.ts';

/** Where visitors become customer users. */
export interface VisitorTransferStore {
  /**
   * Notes that a visitor turned out to be a person, once, and ends the visitor's token; the event tells those who keep
   * the visitor's data. Does nothing for a visitor that was somebody already.
   */
  transfer(visitor: TransferredVisitor, event: AuditEvent): Promise<void>;
}

/** A visitor that turned out to be a person. */
export interface TransferredVisitor {
  readonly id: string;
  readonly organizationId: string;
  readonly person: PersonRef;
  /** The `jti` of the token that named the visitor, and when that token expires. */
  readonly tokenId: string;
  readonly tokenExpiresAt: Date;
}

export interface VisitorTransferDependencies {
  readonly verifier: AccessTokenVerifier;
  readonly visitors: VisitorTransferStore;
  readonly resourceServers: ResourceServers;
}

interface SignInOfVisitor {
  readonly client: Client;
  readonly subject: Subject;
  readonly token: string;
  readonly address: string | null;
  readonly requestId: string | null;
}

function refuse(detail: string): never {
  const description = 'The visitor_access_token is not a good token of a visitor of this storefront.';
  throw new OAuthError('invalid_request', description, { detail });
}

/**
 * Makes what moves a visitor's data when the visitor signs in with `visitor_access_token`. The token is proved before
 * anything is used up; what it gives back does the transfer, once tokens can be issued.
 */
export function createVisitorTransfer({ resourceServers, verifier, visitors }: VisitorTransferDependencies) {
  async function proveVisitor(token: string): Promise<VerifiedAccessToken> {
    try {
      return await verifier.verify(token, resourceServers.defaultFor('storefront').identifier);
    } catch (error) {
      if (error instanceof OAuthError) return refuse(error.message);
      throw error;
    }
  }

  /** @throws OAuthError `invalid_request` for another token, another organization, or where no customer user signs in. */
  return async function prepare({ address, client, requestId, subject, token }: SignInOfVisitor) {
    if (subject.kind !== 'customer-user') return refuse('nobody of the storefront signs in');
    const person = { kind: subject.kind, id: subject.id } as const;
    const { claims, organizationId, subject: visitor } = await proveVisitor(token);
    if (visitor.kind !== 'visitor' || organizationId !== client.organizationId) return refuse('no visitor from here');
    return () =>
      visitors.transfer(
        { id: visitor.id, organizationId, person, tokenId: claims.jti, tokenExpiresAt: new Date(claims.exp * 1000) },
        {
          type: 'visitor.signed-in',
          organizationId,
          actor: person,
          subject: { ...person, name: formatSubject(person) },
          details: { visitorId: visitor.id, clientId: client.clientId },
          origin: { address, requestId },
        },
      );
  };
}

export type VisitorTransfer = ReturnType<typeof createVisitorTransfer>;
