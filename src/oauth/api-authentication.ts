import { hashApiSecret } from './api-registration.ts';
import { type ClientAuthenticationInput, readCredentials, unauthenticated } from './client-authentication.ts';
import type { Cryptography } from './cryptography.ts';
import type { RegisteredApi } from './registered-api.ts';

/**
 * Authenticates a registered API, which names itself by its id or identifier in the place of a client id; null where
 * the request names none.
 * @throws OAuthError `invalid_client` for a wrong secret, `invalid_request` for two methods at once.
 */
export function authenticateApi(
  input: ClientAuthenticationInput,
  apis: readonly RegisteredApi[],
  cryptography: Cryptography,
): RegisteredApi | null {
  const { clientId, secret } = readCredentials(input);
  const api = apis.find(({ id, identifier }) => id === clientId || identifier === clientId);
  if (api === undefined) return null;
  const hash = hashApiSecret(secret ?? '', cryptography);
  if (api.secretHash === null || !cryptography.equal(hash, api.secretHash)) {
    const text = `The secret of the API ${api.identifier} is wrong or missing.`;
    throw unauthenticated(text, { cause: 'secret', text });
  }
  return api;
}
