import { formatSubject } from '../../access/subject.ts';
import type { Authorities } from '../authority.ts';
import {
  type AuthorizationCode,
  type AuthorizationCodeStore,
  hashAuthorizationCode,
  mostCodeFailures,
} from '../authorization-code.ts';
import type { Cryptography } from '../cryptography.ts';
import { OAuthError } from '../oauth-error.ts';
import { matchCodeVerifier } from '../pkce.ts';
import type { Conclusion } from '../refresh-token.ts';
import { beginRefreshTokenFamily, type RefreshTokenFamilies } from '../refresh-token-family.ts';
import type { RefusalCause } from '../refusal-reason.ts';
import type { Grant, GrantRequest } from './grant.ts';

export interface AuthorizationCodeGrantDependencies {
  readonly authorities: Authorities;
  readonly codes: AuthorizationCodeStore;
  readonly families: RefreshTokenFamilies;
  /** Whether refresh tokens are given at all. */
  readonly refreshEnabled: () => boolean;
}

function refuse(detail: string, text: string, cause: RefusalCause = 'code'): never {
  throw new OAuthError('invalid_grant', 'The code is wrong, expired or used, or the request does not match it.', {
    detail,
    reason: { cause, text },
  });
}

const changedText =
  'What the code stood on has changed since it was given: the application, the person or the organization.';

/** In what a request does not match its code, for the log and for who runs the application. */
interface Mismatch {
  readonly detail: string;
  readonly text: string;
}

function describeRedirectUris(sent: string | undefined, wanted: string): string {
  const got = sent === undefined ? 'none was sent' : `got ${sent}`;
  return `The redirect_uri is not the one of the authorization request: ${got} – expected ${wanted}`;
}

function mismatchOfVerifier(
  { codeChallenge }: AuthorizationCode,
  verifier: string | undefined,
  cryptography: Cryptography,
): Mismatch | null {
  if (codeChallenge === null) {
    const text = 'There is a code_verifier, but the authorization request had no code_challenge.';
    return verifier === undefined ? null : { detail: 'a verifier, but no challenge before', text };
  }
  if (verifier === undefined) return { detail: 'no verifier', text: 'The code_verifier is missing.' };
  if (matchCodeVerifier(verifier, codeChallenge, cryptography)) return null;
  const text = 'The code_verifier does not give the code_challenge of the authorization request (S256).';
  return { detail: 'another verifier', text };
}

/** In what a request does not match its code; null where it does. */
function mismatchOf(
  code: AuthorizationCode,
  { client, parameters }: GrantRequest,
  cryptography: Cryptography,
): Mismatch | null {
  if (code.clientRowId !== client.id) {
    const detail = `a code of another client, presented by ${client.clientId}`;
    return { detail, text: 'The code belongs to another application.' };
  }
  const redirectUri = parameters.get('redirect_uri');
  // With PKCE the redirect URI may be left out; without, it must come again where it was sent (OAuth 2.1 §10.2).
  const mayOmit = code.codeChallenge !== null || !code.redirectUriSent;
  if (redirectUri === undefined ? !mayOmit : redirectUri !== code.redirectUri) {
    return { detail: 'another redirect URI', text: describeRedirectUris(redirectUri, code.redirectUri) };
  }
  return mismatchOfVerifier(code, parameters.get('code_verifier'), cryptography);
}

/** Makes the grant of a code that a person approved (RFC 6749 §4.1.3, RFC 7636 §4.6). */
export function createAuthorizationCodeGrant(dependencies: AuthorizationCodeGrantDependencies): Grant {
  const { authorities, codes, families, refreshEnabled } = dependencies;
  const { cryptography, lifetimes } = families;

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
    return refuse(
      `the code of family ${code.familyId} came back`,
      'The code was redeemed before; everything that was issued for it has been ended.',
    );
  }

  async function findCode(request: GrantRequest) {
    const value = request.parameters.get('code');
    if (value === undefined) {
      throw new OAuthError('invalid_request', 'The authorization_code grant needs the parameter code.');
    }
    const hash = hashAuthorizationCode(value, cryptography);
    const code = hash && (await codes.find(hash));
    if (hash === null || code === null) {
      return refuse('no such code', 'There is no such code: it was never given, or is long over.');
    }
    const mismatch = mismatchOf(code, request, cryptography);
    if (mismatch !== null) {
      await codes.countFailure(hash);
      return refuse(mismatch.detail, mismatch.text, 'code-mismatch');
    }
    if (code.consumedAt !== null) return endReplayed(code, request);
    if (code.expiresAt <= request.now) {
      return refuse('expired', `The code expired on ${code.expiresAt.toISOString()}.`);
    }
    if (code.failures >= mostCodeFailures) {
      return refuse('failed too often', `The code was refused ${mostCodeFailures} times and is dead.`);
    }
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
      return today?.consumedAt
        ? endReplayed(code, request)
        : refuse('lost the race', 'Another request used the code at the same moment, or it has just expired.');
    };
  }

  return {
    type: 'authorization_code',
    openToPublicClients: true,
    async validate(request) {
      const { code, hash } = await findCode(request);
      const authority = await authorities.resolve(request.client, code.subject);
      if (authority === null || authority.epoch !== code.epoch) {
        return refuse('what it stood on has changed', changedText, 'standing-changed');
      }
      const { resource, scope, subject } = code;
      const conclude = concluding(hash, code, request);
      return { subject, authority, grantedScope: scope, resource, conclude };
    },
  };
}
