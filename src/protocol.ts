import type { Config } from './config/config-schema.ts';
import { networkOf } from './directory/network.ts';
import type { Metrics } from './http/metrics.ts';
import { createAccessTokenVerifier } from './oauth/access-token-verification.ts';
import type { GrantType } from './oauth/client.ts';
import { createIntrospectionEndpoint } from './oauth/endpoints/introspection.ts';
import { createRevocationEndpoint } from './oauth/endpoints/revocation.ts';
import { createTokenEndpoint } from './oauth/endpoints/token.ts';
import { createGrants } from './oauth/grants/index.ts';
import type { ResourceServers } from './oauth/resource-server.ts';
import { clock, type Services } from './services.ts';

/** The grant types that the configuration offers. */
export function enabledGrants({ grants }: Config): GrantType[] {
  const all: readonly (readonly [GrantType, boolean])[] = [
    ['client_credentials', grants.clientCredentials],
    ['password', grants.password],
    ['refresh_token', grants.refreshToken],
  ];
  return all.filter(([, on]) => on).map(([type]) => type);
}

/** Makes the endpoints of the protocol and the check of its tokens. */
export function createProtocol(services: Services, issuer: string, resourceServers: ResourceServers, metrics: Metrics) {
  const { authorities, config, cryptography, keys, owners, storage } = services;
  const { tokens } = config;
  const grants = createGrants({
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
    guestsEnabled: config.grants.guests,
    refreshEnabled: config.grants.refreshToken,
    admitGuest: (address) => services.localAttempts.take(services.rules.guests, networkOf(address ?? '')),
    enabled: enabledGrants(config),
  });
  const shared = {
    issuer,
    keys,
    cryptography,
    authorities,
    resourceServers,
    clients: storage.clients,
    refreshTokens: storage.refreshTokens,
    revocations: storage.revocations,
    accessTokenLifetime: tokens.accessTokenLifetime,
    clock,
  };
  const tokenEndpoint = createTokenEndpoint({
    ...shared,
    grants,
    usage: storage.clientUsage,
    onIssued: (grantType, client) => metrics.tokenIssued(grantType, client.side),
  });
  const verifier = createAccessTokenVerifier(shared);
  const revocationEndpoint = createRevocationEndpoint(shared);
  const introspectionEndpoint = createIntrospectionEndpoint({
    ...shared,
    verifier,
    registeredApis: storage.registeredApis,
    admitUnknown: (callerId) => services.localAttempts.take(services.rules.introspection, callerId),
  });
  return { introspectionEndpoint, revocationEndpoint, tokenEndpoint, verifier };
}
