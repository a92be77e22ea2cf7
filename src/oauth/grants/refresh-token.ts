import type { Authorities } from '../authority.ts';
import { OAuthError } from '../oauth-error.ts';
import {
  endReusedFamily,
  judgePresentation,
  type RefreshTokenFamilies,
  type Rotation,
  rotateRefreshToken,
} from '../refresh-token-family.ts';
import { hashHandle, readRefreshToken } from '../refresh-token-value.ts';
import type { RefusalCause } from '../refusal-reason.ts';
import type { Grant, GrantRequest } from './grant.ts';

export interface RefreshTokenGrantDependencies {
  readonly authorities: Authorities;
  readonly families: RefreshTokenFamilies;
}

function refuse(detail: string, text: string, cause: RefusalCause = 'refresh-token'): never {
  throw new OAuthError('invalid_grant', 'The refresh token is wrong, expired, used or revoked.', {
    detail,
    reason: { cause, text },
  });
}

const changedText =
  'What the refresh token stood on has changed since it was given: the application, the person or the organization.';

/** Rotating refresh tokens; the reuse of an old one ends its family (RFC 6749 §6, RFC 9700 §4.14.2). */
export function createRefreshTokenGrant({ authorities, families }: RefreshTokenGrantDependencies): Grant {
  const { cryptography, lifetimes, refreshTokens } = families;

  async function findRotation({ client, parameters, now }: GrantRequest): Promise<Rotation> {
    const value = parameters.get('refresh_token');
    if (value === undefined) {
      throw new OAuthError('invalid_request', 'The refresh_token grant needs the parameter refresh_token.');
    }
    const presented = readRefreshToken(value, cryptography);
    if (presented === null) return refuse('not a token of ours', 'What was sent is no refresh token of this server.');
    const family = await refreshTokens.findByHandle(hashHandle(presented.handle, cryptography));
    if (family === null) {
      return refuse('no such family', 'This chain of refresh tokens has ended and been forgotten, or never was.');
    }
    if (family.clientRowId !== client.id) {
      const detail = `a token of another client, presented by ${client.clientId}`;
      return refuse(detail, 'The refresh token belongs to another application.');
    }
    return { family, presented, now };
  }

  return {
    type: 'refresh_token',
    openToPublicClients: true,
    async validate(request) {
      const { client } = request;
      const rotation = await findRotation(request);
      const { family } = rotation;
      const presentation = judgePresentation(rotation, lifetimes.retryWindow);
      if (presentation === 'reused') {
        await endReusedFamily(families, { ...request, family });
        return refuse(
          `token ${rotation.presented.sequence} of family ${family.id} came back`,
          'The refresh token was used before, and a newer one was given for it; the whole chain has been ended.',
        );
      }
      if (presentation === 'ended') {
        return refuse(`family ${family.id} has ended`, 'The refresh token has expired, or its chain was revoked.');
      }
      const authority = await authorities.resolve(client, family.subject);
      if (authority === null || authority.epoch !== family.epoch) {
        return refuse('what it stood on has changed', changedText, 'standing-changed');
      }
      return {
        subject: family.subject,
        authority,
        grantedScope: family.scope,
        resource: family.resource,
        conclude: async () =>
          (await rotateRefreshToken(families, rotation)) ??
          refuse('lost the race', 'Another request used the refresh token at the same moment.'),
      };
    },
  };
}
