import { formatSubject } from '../../access/subject.ts';
import type { Authorities } from '../authority.ts';
import {
  type AuthorizationCode,
  type AuthorizationCodeStore,
  hashAuthorizationCode,
  mostCodeFailures,
} from '../authorization-code.ts';
import { OAuthError } from '../oauth-error.ts';
import { matchCodeVerifier } from '../pkce.ts';
import type { Conclusion } from '../refresh-token.ts';
import { beginRefreshTokenFamily, type RefreshTokenFamilies } from '../refresh-token-family.ts';
import type { Grant, GrantRequest } from './grant.ts';

export interface AuthorizationCodeGrantDependencies {
  readonly authorities: Authorities;
  readonly codes: AuthorizationCodeStore;
  readonly families: RefreshTokenFamilies;
  /** Whether refresh tokens are given at all. */
  readonly refreshEnabled: () => boolean;
}

function refuse(detail: string): never {
  throw new OAuthError('invalid_grant', 'The code is wrong, expired or used, or the request does not match it.', {
    detail,
  });
}

/** Makes the grant of a code that a person approved (RFC 6749 §4.1.3, RFC 7636 §4.6). */
export function createAuthorizationCodeGrant(dependencies: AuthorizationCodeGrantDependencies): Grant {
  const { authorities, codes, families, refreshEnabled } = dependencies;
  const { cryptography, lifetimes } = families;

  /** Why a request does not match its code; null where it does. */
  function mismatchOf(code: AuthorizationCode, { client, parameters }: GrantRequest): string | null {
    if (code.clientRowId !== client.id) return `a code of another client, presented by ${client.clientId}`;
    const redirectUri = parameters.get('redirect_uri');
    // With PKCE the redirect URI may be left out; without, it must come again where it was sent (OAuth 2.1 §10.2).
    const mayOmit = code.codeChallenge !== null || !code.redirectUriSent;
    if (redirectUri === undefined ? !mayOmit : redirectUri !== code.redirectUri) return 'another redirect URI';
    const verifier = parameters.get('code_verifier');
    if (code.codeChallenge === null) return verifier === undefined ? null : 'a verifier, but no challenge before';
    if (verifier === undefined) return 'no verifier';
    return matchCodeVerifier(verifier, code.codeChallenge, cryptography) ? null : 'another verifier';
  }

  /** Ends what a code issued that came back in a request that is otherwise good; the refusal cannot undo it. */
  async function endReplayed(code: AuthorizationCode, { address, client, now, requestId }: GrantRequest) {
    const tokensEndAt = new Date(now.getTime() + lifetimes.accessToken * 1000);
    await codes.revoke(code.familyId, tokensEndAt, {
      type: 'authorization-code.replayed',
      organizationId: code.organizationId,
      actor: { kind: 'application', id: client.id },
      subject: { kind: 'application', id: client.id, name: client.name },
      details: { clientId: client.clientId, subject: formatSubject(code.subject) },
      origin: { address, requestId },
    });
    return refuse(`the code of family ${code.familyId} came back`);
  }

  async function findCode(request: GrantRequest) {
    const value = request.parameters.get('code');
    if (value === undefined) {
      throw new OAuthError('invalid_request', 'The authorization_code grant needs the parameter code.');
    }
    const hash = hashAuthorizationCode(value, cryptography);
    const code = hash && (await codes.find(hash));
    if (hash === null || code === null) return refuse('no such code');
    const mismatch = mismatchOf(code, request);
    if (mismatch !== null) {
      await codes.countFailure(hash);
      return refuse(mismatch);
    }
    if (code.consumedAt !== null) return endReplayed(code, request);
    if (code.expiresAt <= request.now) return refuse('expired');
    if (code.failures >= mostCodeFailures) return refuse('failed too often');
    return { hash, code };
  }

  function concluding(hash: Uint8Array, code: AuthorizationCode, request: GrantRequest) {
    const { client, now } = request;
    return async (scope: readonly string[], resource: string): Promise<Conclusion> => {
      const { epoch, familyId, subject } = code;
      const begun = { client, subject, epoch, now, scope, resource, id: familyId };
      const refresh = refreshEnabled() && subject.kind !== 'visitor' ? beginRefreshTokenFamily(families, begun) : null;
      if (await codes.redeem(hash, { now, family: refresh?.family ?? null })) {
        return { refreshToken: refresh?.token ?? null, familyId };
      }
      const today = await codes.find(hash);
      return today?.consumedAt ? endReplayed(code, request) : refuse('lost the race');
    };
  }

  return {
    type: 'authorization_code',
    openToPublicClients: true,
    async validate(request) {
      const { code, hash } = await findCode(request);
      const authority = await authorities.resolve(request.client, code.subject);
      if (authority === null || authority.epoch !== code.epoch) return refuse('what it stood on has changed');
      const { resource, scope, subject } = code;
      const conclude = concluding(hash, code, request);
      return { subject, authority, grantedScope: scope, resource, conclude };
    },
  };
}
