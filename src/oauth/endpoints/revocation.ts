import { formatSubject } from '../../access/subject.ts';
import type { AuditEvent } from '../../audit/audit-event.ts';
import { readSignedClaims, type SignatureDependencies } from '../access-token-signature.ts';
import type { Client } from '../client.ts';
import { authenticateClient, type ClientAuthenticationDependencies } from '../client-authentication.ts';
import { OAuthError } from '../oauth-error.ts';
import type { RefreshTokenFamily, RefreshTokenStore } from '../refresh-token.ts';
import { hashHandle, readRefreshToken } from '../refresh-token-value.ts';
import type { RevocationStore } from '../revocation.ts';
import { parseRequestParameters } from '../token-request.ts';
import type { TokenRequest } from './token.ts';

export interface RevocationEndpointDependencies extends ClientAuthenticationDependencies, SignatureDependencies {
  readonly refreshTokens: RefreshTokenStore;
  readonly revocations: RevocationStore;
  /** Seconds: the longest that an access token is good that was issued until now. */
  readonly longestTokenLife: () => number;
  readonly clock: () => Date;
}

/** Revokes; there is nothing to answer (RFC 7009 §2.2). */
export type RevocationEndpoint = (request: TokenRequest) => Promise<void>;

function describeRevocation(
  client: Client,
  family: RefreshTokenFamily,
  { address, requestId }: TokenRequest,
): AuditEvent {
  return {
    type: 'refresh-token.revoked',
    organizationId: family.organizationId,
    actor: { kind: 'application', id: client.id },
    subject: { kind: 'application', id: client.id, name: client.name },
    details: { clientId: client.clientId, subject: formatSubject(family.subject) },
    origin: { address, requestId },
  };
}

/**
 * Makes the revocation endpoint (RFC 7009 §2). A refresh token ends its family and the access tokens of it; an access
 * token ends alone. A client ends only what is its own; anything else is answered alike and changes nothing. Hints are
 * not needed, since the two kinds cannot be confused.
 */
export function createRevocationEndpoint(dependencies: RevocationEndpointDependencies): RevocationEndpoint {
  const { cryptography, refreshTokens, revocations } = dependencies;

  async function revokeFamily(client: Client, token: string, request: TokenRequest): Promise<boolean> {
    const parts = readRefreshToken(token, cryptography);
    if (parts === null) return false;
    const family = await refreshTokens.findByHandle(hashHandle(parts.handle, cryptography));
    if (family === null || family.clientRowId !== client.id) return true;
    const tokensEndAt = new Date(dependencies.clock().getTime() + dependencies.longestTokenLife() * 1000);
    await refreshTokens.revoke(family.id, tokensEndAt, describeRevocation(client, family, request));
    return true;
  }

  async function revokeAccessToken(client: Client, token: string): Promise<void> {
    const signed = readSignedClaims(token, dependencies);
    if ('wrong' in signed || signed.claims.client_id !== client.clientId) return;
    const { exp, jti } = signed.claims;
    const expiresAt = new Date(exp * 1000);
    if (expiresAt > dependencies.clock()) await revocations.add(`token:${jti}`, expiresAt);
  }

  return async function revoke(request) {
    const parameters = parseRequestParameters(request.contentType, request.body);
    const input = { authorization: request.authorization, parameters, now: dependencies.clock() };
    const { client } = await authenticateClient(input, dependencies);
    const token = parameters.get('token');
    if (token === undefined) throw new OAuthError('invalid_request', 'The parameter token is missing.');
    if (!(await revokeFamily(client, token, request))) await revokeAccessToken(client, token);
  };
}
