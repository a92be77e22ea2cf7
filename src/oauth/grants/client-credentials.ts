import { OAuthError } from '../oauth-error.ts';
import type { Grant } from './grant.ts';

/** The application acts for its owner in its organization; no refresh token (RFC 6749 §4.4). */
export const clientCredentialsGrant: Grant = {
  type: 'client_credentials',
  openToPublicClients: false,
  async validate({ client, clientAuthority: authority }) {
    if (authority === null) {
      throw new OAuthError('unauthorized_client', 'The application has no owner to act for.', {
        reason: { cause: 'client-inactive' },
      });
    }
    const subject = { kind: 'application', id: client.id } as const;
    return { subject, authority, grantedScope: null, resource: null, conclude: null };
  },
};
