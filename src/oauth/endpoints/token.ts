import { type AccessTokenFacts, mintAccessToken } from '../access-token.ts';
import { type Client, type ClientUsageRecorder, mayUseGrant } from '../client.ts';
import {
  type AuthenticatedClient,
  authenticateClient,
  type ClientAuthenticationDependencies,
} from '../client-authentication.ts';
import type { Grant, GrantTable } from '../grants/grant.ts';
import { OAuthError } from '../oauth-error.ts';
import type { Conclusion } from '../refresh-token.ts';
import { chooseResource, scopesForResource } from '../resource-indicator.ts';
import type { ResourceServers } from '../resource-server.ts';
import type { ReusableTokens } from '../reusable-tokens.ts';
import { formatScope, grantScope, parseScope } from '../scope.ts';
import type { SigningKey, SigningKeys } from '../signing-key.ts';
import { parseRequestParameters, type RequestParameters, requestedScope } from '../token-request.ts';
import type { VisitorTransfer } from '../visitor-transfer.ts';

/** A request as the HTTP layer hands it over. */
export interface TokenRequest {
  readonly contentType: string | undefined;
  readonly body: Uint8Array;
  /** Every `Authorization` header, as it came. */
  readonly authorization: readonly string[];
  readonly address: string | null;
  readonly requestId: string | null;
}

export interface TokenEndpointDependencies extends ClientAuthenticationDependencies {
  readonly issuer: string;
  readonly grants: GrantTable;
  readonly keys: SigningKeys;
  readonly resourceServers: ResourceServers;
  readonly usage: ClientUsageRecorder;
  readonly prepareTransfer: VisitorTransfer;
  readonly reusableTokens: ReusableTokens;
  /** Seconds. */
  readonly accessTokenLifetime: () => number;
  readonly clock: () => Date;
  /** Told of each token that was issued. */
  readonly onIssued: (grantType: string, client: Client) => void;
}

/** Gives a successful answer as JSON text, which one that is given again is kept as. */
export type TokenEndpoint = (request: TokenRequest) => Promise<string>;

/** What is issued, once everything about the request has been checked. */
interface Issue {
  readonly grant: Grant;
  readonly facts: AccessTokenFacts;
  readonly conclusion: Conclusion | null;
  readonly key: SigningKey;
  readonly now: Date;
}

function whyNotForGrant({ confidential, grantTypes }: Client, { openToPublicClients, type }: Grant): string {
  if (!confidential && !openToPublicClients) return `A public application cannot use the grant type ${type}.`;
  const own = grantTypes.length === 0 ? 'no grant type' : grantTypes.join(', ');
  return `The grant type ${type} is not allowed: the application was created for ${own}.`;
}

function findGrant(type: string, grants: GrantTable, client: Client): Grant {
  const grant = grants.get(type);
  if (grant === undefined) {
    const text = 'The grant type that was asked for does not exist here, or is switched off.';
    throw new OAuthError('unsupported_grant_type', 'This server does not offer that grant type.', {
      reason: { cause: 'grant', text },
    });
  }
  const open = client.confidential || grant.openToPublicClients;
  if (!open || !mayUseGrant(client, grant.type)) {
    throw new OAuthError('unauthorized_client', 'This application was not created for that grant type.', {
      reason: { cause: 'grant', text: whyNotForGrant(client, grant) },
    });
  }
  return grant;
}

function requireKey(keys: SigningKeys): SigningKey {
  const key = keys.current();
  if (key === null) throw new OAuthError('server_error', 'The encryption key does not exist.', { status: 503 });
  return key;
}

function requireGrantType(parameters: RequestParameters): string {
  const type = parameters.get('grant_type');
  if (type === undefined) throw new OAuthError('invalid_request', 'The parameter grant_type is missing.');
  return type;
}

/** A successful answer (RFC 6749 §5.1): the seconds that are left, and what it says after them. */
function formatAnswer(expiresIn: number, rest: string): string {
  return `{"token_type":"Bearer","expires_in":${expiresIn},${rest}`;
}

function formatRest(accessToken: string, { scope }: AccessTokenFacts, conclusion: Conclusion | null): string {
  // Neither tokens nor the names of scopes (RFC 6749 §3.3) have characters that JSON escapes.
  const scopeMember = scope.length > 0 ? `,"scope":"${formatScope(scope)}"` : '';
  const refreshMember = conclusion?.refreshToken ? `,"refresh_token":"${conclusion.refreshToken}"` : '';
  return `"access_token":"${accessToken}"${scopeMember}${refreshMember}}`;
}

/**
 * Makes the token endpoint (RFC 6749 §3.2). Its phases run in one order for every grant: parse, authenticate the
 * client, know the grant, check that the client may use it, let the grant prove, settle the scope, mint, record. Where
 * the client may be answered its last token again (ADR 0039), that takes the place of minting and of nothing else.
 */
export function createTokenEndpoint(dependencies: TokenEndpointDependencies): TokenEndpoint {
  const { cryptography, issuer, resourceServers, reusableTokens, accessTokenLifetime } = dependencies;

  async function issue({ conclusion, facts, grant, key, now }: Issue): Promise<string> {
    const context = { issuer, key, cryptography, now, lifetime: accessTokenLifetime() };
    const reusable = facts.client.tokenReuse && grant.type === 'client_credentials';
    const again = reusable ? reusableTokens.find(facts, context) : null;
    if (again !== null) return formatAnswer(again.expiresIn, again.rest);
    const token = await mintAccessToken(facts, context);
    const rest = formatRest(token.text, facts, conclusion);
    if (reusable) reusableTokens.keep(facts, context, token, rest);
    return formatAnswer(context.lifetime, rest);
  }

  function record(grant: Grant, { client, secretId }: AuthenticatedClient, address: string | null): void {
    dependencies.usage.tokenIssued(client.id, secretId, address);
    dependencies.onIssued(grant.type, client);
  }

  return async function answer(request) {
    const now = dependencies.clock();
    const parameters = parseRequestParameters(request.contentType, request.body);
    const grantType = requireGrantType(parameters);
    const key = requireKey(dependencies.keys);
    const authenticated = await authenticateClient(
      { authorization: request.authorization, parameters, now, address: request.address },
      dependencies,
    );
    const { authority: clientAuthority, client } = authenticated;
    const grant = findGrant(grantType, dependencies.grants, client);
    const asked = requestedScope(parameters);
    const requested = asked === undefined ? null : parseScope(asked);
    const { address, requestId } = request;
    const proof = await grant.validate({ client, clientAuthority, parameters, now, address, requestId });
    const server = chooseResource(resourceServers, client, { bound: proof.resource, wanted: parameters.resources });
    const allowed = scopesForResource(client, server, proof.authority);
    const bound = proof.grantedScope?.filter((each) => allowed.includes(each)) ?? allowed;
    const scope = grantScope(requested, bound);
    const resource = server.identifier;
    const visitorToken = parameters.get('visitor_access_token');
    const transfer =
      visitorToken === undefined
        ? null
        : await dependencies.prepareTransfer({
            client,
            subject: proof.subject,
            token: visitorToken,
            address,
            requestId,
          });
    const conclusion = proof.conclude === null ? null : await proof.conclude(scope, resource);
    const facts: AccessTokenFacts = {
      client,
      subject: proof.subject,
      owner: proof.subject.kind === 'application' ? client.owner : null,
      resource,
      scope,
      epoch: proof.authority.epoch,
      familyId: conclusion?.familyId ?? null,
    };
    await transfer?.();
    const response = await issue({ grant, facts, conclusion, key, now });
    record(grant, authenticated, address);
    return response;
  };
}
