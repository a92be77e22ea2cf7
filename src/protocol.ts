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
import type { ResourceServers } from './oauth/resource-server.ts';
import { createVisitorTransfer } from './oauth/visitor-transfer.ts';
import { clock, type Services } from './services.ts';

/** The grant types that the configuration offers. */
export function enabledGrants({ grants }: Config): GrantType[] {
  const all: readonly (readonly [GrantType, boolean])[] = [
    ['client_credentials', grants.clientCredentials],
    ['authorization_code', grants.authorizationCode],
    ['password', grants.password],
    ['refresh_token', grants.refreshToken],
  ];
  return all.filter(([, on]) => on).map(([type]) => type);
}

function guestsOf({ config, localAttempts, rules }: Services) {
  return {
    guestsEnabled: config.grants.guests,
    admitGuest: (address: string | null) => localAttempts.take(rules.guests, networkOf(address ?? '')),
  };
}

function createGrantTable(services: Services) {
  const { authorities, config, cryptography, owners, storage } = services;
  const { tokens } = config;
  return createGrants({
    authorities,
    owners,
    cryptography,
    families: {
      refreshTokens: storage.refreshTokens,
      cryptography,
      lifetimes: {
        idle: tokens.refreshTokenLifetime,
        absolute: tokens.refreshTokenAbsoluteLifetime,
        retryWindow: tokens.refreshTokenRetryWindow,
        accessToken: tokens.accessTokenLifetime,
      },
    },
    codes: storage.authorizationCodes,
    refreshEnabled: config.grants.refreshToken,
    ...guestsOf(services),
    enabled: enabledGrants(config),
  });
}

function createAuthorization(services: Services, issuer: string, resourceServers: ResourceServers) {
  const { authorities, config, cryptography, keys, storage } = services;
  const { tokens } = config;
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
    codesEnabled: config.grants.authorizationCode,
    codeLifetime: tokens.authorizationCodeLifetime,
    accessTokenLifetime: tokens.accessTokenLifetime,
  };
  return {
    authorizationEndpoint: createAuthorizationEndpoint(dependencies),
    visitorAuthorization: createVisitorAuthorization({ ...dependencies, ...guestsOf(services) }),
  };
}

/** Makes the endpoints of the protocol and the check of its tokens. */
export function createProtocol(services: Services, issuer: string, resourceServers: ResourceServers, metrics: Metrics) {
  const { authorities, config, cryptography, keys, storage } = services;
  const shared = {
    issuer,
    keys,
    cryptography,
    authorities,
    resourceServers,
    clients: storage.clients,
    refreshTokens: storage.refreshTokens,
    revocations: storage.revocations,
    accessTokenLifetime: config.tokens.accessTokenLifetime,
    clock,
  };
  const verifier = createAccessTokenVerifier(shared);
  return {
    ...createAuthorization(services, issuer, resourceServers),
    verifier,
    tokenEndpoint: createTokenEndpoint({
      ...shared,
      grants: createGrantTable(services),
      usage: storage.clientUsage,
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
