import { formatSubject } from '../../access/subject.ts';
import type { AccessTokenClaims } from '../access-token.ts';
import type { VerifiedAccessToken } from '../access-token-state.ts';
import type { AccessTokenVerifier } from '../access-token-verification.ts';
import { authenticateApi } from '../api-authentication.ts';
import type { Client } from '../client.ts';
import {
  authenticateClient,
  type ClientAuthenticationDependencies,
  unauthenticated,
} from '../client-authentication.ts';
import { OAuthError } from '../oauth-error.ts';
import type { RefreshTokenFamily, RefreshTokenStore } from '../refresh-token.ts';
import { judgePresentation } from '../refresh-token-family.ts';
import { hashHandle, type RefreshTokenParts, readRefreshToken } from '../refresh-token-value.ts';
import type { RegisteredApiStore } from '../registered-api.ts';
import { mayUseResource, scopesKept } from '../resource-indicator.ts';
import type { ResourceServers } from '../resource-server.ts';
import { formatScope } from '../scope.ts';
import { parseRequestParameters, type RequestParameters } from '../token-request.ts';
import type { TokenRequest } from './token.ts';

export interface IntrospectionEndpointDependencies extends ClientAuthenticationDependencies {
  readonly issuer: string;
  readonly verifier: Pick<AccessTokenVerifier, 'read' | 'checkNow'>;
  readonly refreshTokens: RefreshTokenStore;
  readonly resourceServers: ResourceServers;
  readonly registeredApis: Pick<RegisteredApiStore, 'all'>;
  /** Counts tokens that are none of ours, by who sent them: 0, or seconds to wait before the next (RFC 7662 §4). */
  readonly admitUnknown: (callerId: string) => Promise<number>;
  readonly clock: () => Date;
}

/** What is told of a token (RFC 7662 §2.2); of one that is not active, nothing else. Times are seconds since 1970. */
export type IntrospectionResponse =
  | { readonly active: false }
  | {
      readonly active: true;
      readonly scope?: string;
      readonly client_id: string;
      readonly token_type?: 'Bearer';
      readonly exp: number;
      readonly iat: number;
      readonly sub: string;
      readonly aud: string;
      readonly iss: string;
      readonly jti?: string;
      readonly org: string;
      readonly side: string;
      readonly owner?: string;
    };

export type IntrospectionEndpoint = (request: TokenRequest) => Promise<IntrospectionResponse>;

/** Who asks, and which access tokens it may learn about. */
interface Introspector {
  readonly id: string;
  /** Null for an API, which learns nothing of refresh tokens. */
  readonly client: Client | null;
  maySee(claims: AccessTokenClaims): boolean;
}

const inactive = { active: false } as const;

function refuseCaller(text: string): never {
  throw unauthenticated(text, { cause: 'credentials', text });
}

function describeAccessToken({ claims, scopes }: VerifiedAccessToken): IntrospectionResponse {
  const { aud, client_id, exp, iat, iss, jti, org, owner, side, sub } = claims;
  return {
    active: true,
    ...(scopes.size > 0 && { scope: formatScope([...scopes]) }),
    client_id,
    token_type: 'Bearer',
    exp,
    iat,
    sub,
    aud,
    iss,
    jti,
    org,
    side,
    ...(owner !== undefined && { owner }),
  };
}

function isRefusedToken(error: unknown): boolean {
  return error instanceof OAuthError && error.code === 'invalid_token';
}

/**
 * Makes the introspection endpoint (RFC 7662 §2). A confidential client learns about what was issued to itself, an API
 * about the access tokens that are for it. Whatever else a token is, it is answered as inactive and no more.
 */
export function createIntrospectionEndpoint(dependencies: IntrospectionEndpointDependencies): IntrospectionEndpoint {
  const { authorities, clock, cryptography, refreshTokens, resourceServers, verifier } = dependencies;

  async function authenticate(request: TokenRequest, parameters: RequestParameters): Promise<Introspector> {
    const input = { authorization: request.authorization, parameters, now: clock() };
    const api = authenticateApi(input, dependencies.registeredApis.all(), cryptography);
    if (api !== null) {
      const { id, identifier, side } = api;
      if (resourceServers.find(identifier)?.builtIn !== false) {
        return refuseCaller(`The API ${identifier} stands in the place of one of our own.`);
      }
      return { id, client: null, maySee: (claims) => claims.aud === identifier && claims.side === side };
    }
    const { client } = await authenticateClient(input, dependencies);
    if (!client.confidential) return refuseCaller('A public application cannot introspect: anybody can name it.');
    return { id: client.id, client, maySee: (claims) => claims.client_id === client.clientId };
  }

  async function describeRefreshToken(client: Client, family: RefreshTokenFamily): Promise<IntrospectionResponse> {
    const { epoch, idleExpiresAt, resource, rotatedAt, scope, subject } = family;
    const authority = await authorities.resolve(client, subject);
    const server = resourceServers.find(resource);
    if (authority === null || authority.epoch !== epoch || server === null) return inactive;
    if (!mayUseResource(client, server)) return inactive;
    const kept = scopesKept(client, server, scope);
    return {
      active: true,
      ...(kept.length > 0 && { scope: formatScope(kept) }),
      client_id: client.clientId,
      exp: Math.floor(idleExpiresAt.getTime() / 1000),
      iat: Math.floor(rotatedAt.getTime() / 1000),
      sub: formatSubject(subject),
      aud: resource,
      iss: dependencies.issuer,
      org: family.organizationId,
      side: family.side,
    };
  }

  async function introspectRefreshToken(client: Client | null, presented: RefreshTokenParts) {
    const family = client && (await refreshTokens.findByHandle(hashHandle(presented.handle, cryptography)));
    if (client === null || family === null || family.clientRowId !== client.id) return inactive;
    const isCurrent = judgePresentation({ family, presented, now: clock() }, 0) === 'current';
    return isCurrent ? describeRefreshToken(client, family) : inactive;
  }

  /** What was never ours is counted, so that nobody can try tokens at random; what is ours is always answered. */
  async function refuseUnknown(introspector: Introspector): Promise<IntrospectionResponse> {
    const retryAfter = await dependencies.admitUnknown(introspector.id);
    if (retryAfter === 0) return inactive;
    const description = 'Too many tokens that this server did not issue. Wait before you send another such.';
    throw new OAuthError('temporarily_unavailable', description, { status: 429, retryAfter });
  }

  async function introspectAccessToken(introspector: Introspector, token: string): Promise<IntrospectionResponse> {
    let claims: AccessTokenClaims;
    try {
      claims = verifier.read(token);
    } catch (error) {
      if (isRefusedToken(error)) return refuseUnknown(introspector);
      throw error;
    }
    if (!introspector.maySee(claims)) return inactive;
    try {
      return describeAccessToken(await verifier.checkNow(claims));
    } catch (error) {
      if (isRefusedToken(error)) return inactive;
      throw error;
    }
  }

  return async function introspect(request) {
    const parameters = parseRequestParameters(request.contentType, request.body);
    const introspector = await authenticate(request, parameters);
    const token = parameters.get('token');
    if (token === undefined) throw new OAuthError('invalid_request', 'The parameter token is missing.');
    const presented = readRefreshToken(token, cryptography);
    if (presented !== null) return introspectRefreshToken(introspector.client, presented);
    return introspectAccessToken(introspector, token);
  };
}
