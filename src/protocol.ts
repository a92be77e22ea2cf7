import type { Config } from './config/config-schema.ts';
import { networkOf } from './directory/network.ts';
import type { Metrics } from './http/metrics.ts';
import { createAccessTokenVerifier } from './oauth/access-token-verification.ts';
import type { GrantType } from './oauth/client.ts';
import { createAuthorizationEndpoint } from './oauth/endpoints/authorization.ts';
import { createIntrospectionEndpoint } from './oauth/endpoints/introspection.ts';
import { createRevocationEndpoint } from './oauth/endpoints/revocation.ts';
import { createTokenEndpoint } from './oauth/endpoints/token.ts';
import { createVisitorAuthorization } from './oauth/endpoints/visitor-authorization.ts';
import { createGrants } from './oauth/grants/index.ts';
import type { RefreshTokenLifetimes } from './oauth/refresh-token-family.ts';
import type { ResourceServers } from './oauth/resource-server.ts';
import { createReusableTokens } from './oauth/reusable-tokens.ts';
import { createVisitorTransfer } from './oauth/visitor-transfer.ts';
import { clock, type Services } from './services.ts';

/** The grant types that the configuration offers. */
export function enabledGrants({ grants }: Config): readonly GrantType[] {
  const all: readonly (readonly [GrantType, boolean])[] = [
    ['client_credentials', grants.clientCredentials],
    ['authorization_code', grants.authorizationCode],
    ['password', grants.password],
    ['refresh_token', grants.refreshToken],
  ];
  return all.filter(([, on]) => on).map(([type]) => type);
}

function guestsOf({ live, localAttempts, rules }: Services) {
  return {
    guestsEnabled: () => live.now().grants.guests,
    admitGuest: (address: string | null) => localAttempts.take(rules.guests, networkOf(address ?? '')),
  };
}

function refreshTokenLifetimes({ live, signingKeys }: Services): RefreshTokenLifetimes {
  const tokens = () => live.now().tokens;
  return {
    get idle() {
      return tokens().refreshTokenLifetime;
    },
    get absolute() {
      return tokens().refreshTokenAbsoluteLifetime;
    },
    get retryWindow() {
      return tokens().refreshTokenRetryWindow;
    },
    get accessToken() {
      return signingKeys.longestTokenLife();
    },
  };
}

function createGrantTable(services: Services) {
  const { authorities, cryptography, live, owners, storage } = services;
  return createGrants({
    authorities,
    owners,
    cryptography,
    families: { refreshTokens: storage.refreshTokens, cryptography, lifetimes: refreshTokenLifetimes(services) },
    codes: storage.authorizationCodes,
    refreshEnabled: () => live.now().grants.refreshToken,
    ...guestsOf(services),
    enabled: () => enabledGrants(live.now()),
  });
}

function createAuthorization(services: Services, issuer: string, resourceServers: ResourceServers) {
  const { authorities, cryptography, keys, live, signingKeys, storage } = services;
  const dependencies = {
    issuer,
    clients: storage.clients,
    authorities,
    requests: storage.authorizationRequests,
    consents: storage.consents,
    codes: storage.authorizationCodes,
    auditLog: storage.auditLog,
    resourceServers,
    keys,
    cryptography,
    clock,
    codesEnabled: () => live.now().grants.authorizationCode,
    codeLifetime: () => live.now().tokens.authorizationCodeLifetime,
    longestTokenLife: signingKeys.longestTokenLife,
  };
  return {
    authorizationEndpoint: createAuthorizationEndpoint(dependencies),
    visitorAuthorization: createVisitorAuthorization({ ...dependencies, ...guestsOf(services) }),
  };
}

/** Makes the endpoints of the protocol and the check of its tokens. */
export function createProtocol(services: Services, issuer: string, resourceServers: ResourceServers, metrics: Metrics) {
  const { authorities, cryptography, keys, live, signingKeys, storage } = services;
  const shared = {
    issuer,
    keys,
    cryptography,
    authorities,
    resourceServers,
    clients: storage.clients,
    usage: storage.clientUsage,
    refreshTokens: storage.refreshTokens,
    revocations: storage.revocations,
    accessTokenLifetime: () => live.now().tokens.accessTokenLifetime,
    longestTokenLife: signingKeys.longestTokenLife,
    clock,
  };
  const verifier = createAccessTokenVerifier(shared);
  return {
    ...createAuthorization(services, issuer, resourceServers),
    verifier,
    tokenEndpoint: createTokenEndpoint({
      ...shared,
      grants: createGrantTable(services),
      reusableTokens: createReusableTokens(storage.revocations),
      prepareTransfer: createVisitorTransfer({ verifier, visitors: storage.visitors, resourceServers }),
      onIssued(grantType, client) {
        metrics.tokenIssued(grantType, client.side);
        storage.activityCounter.issued(client.id, grantType);
      },
    }),
    revocationEndpoint: createRevocationEndpoint(shared),
    introspectionEndpoint: createIntrospectionEndpoint({
      ...shared,
      verifier,
      registeredApis: storage.registeredApis,
      admitUnknown: (callerId) => services.localAttempts.take(services.rules.introspection, callerId),
    }),
  };
}
