import type { Authorities } from '../authority.ts';
import { OAuthError } from '../oauth-error.ts';
import type { Grant } from './grant.ts';

/** The application acts for its owner in its organization; no refresh token (RFC 6749 §4.4). */
export function createClientCredentialsGrant({ authorities }: { readonly authorities: Authorities }): Grant {
  return {
    type: 'client_credentials',
    openToPublicClients: false,
    async validate({ client }) {
      const subject = { kind: 'application', id: client.id } as const;
      const authority = await authorities.resolve(client, subject);
      if (authority === null) {
        throw new OAuthError('unauthorized_client', 'The application has no owner to act for.', {
          reason: { cause: 'client-inactive' },
        });
      }
      return { subject, authority, grantedScope: null, resource: null, conclude: null };
    },
  };
}
