import type { OAuthErrorCode } from '../../oauth/oauth-error.ts';

/** Where a code is answered: the endpoints that clients call, the authorization endpoint, and the JSON:APIs. */
export type ErrorPlace = 'token' | 'authorization' | 'api';

/** What is said about a code in one language. */
export interface ErrorWords {
  readonly meaning: string;
  /** What it is mostly due to. */
  readonly causes: readonly string[];
  readonly todo: readonly string[];
}

export type ErrorWordsByCode = Readonly<Record<OAuthErrorCode, ErrorWords>>;

export interface ErrorHelp extends ErrorWords {
  readonly where: readonly ErrorPlace[];
  /** A description as it is answered. */
  readonly example: string;
}

/** What every error code means and what to do about it, in English words. The code decides; the answer itself reveals no more. */
export const errorHelp: Readonly<Record<OAuthErrorCode, ErrorHelp>> = {
  invalid_request: {
    where: ['token', 'authorization', 'api'],
    causes: [
      'The parameters come in a content type other than form or JSON, or a JSON value is not a string.',
      'A parameter is missing, or appears twice: also the client’s credentials, once in the header and once in the body.',
      'At the authorization endpoint: PKCE is missing, or an option has a value that is not known here.',
    ],
    example: 'The parameter grant_type is missing.',
    meaning: 'The request is not well formed: something is missing, repeated, of the wrong type, or sent in two ways.',
    todo: [
      'Send a POST request with a form (application/x-www-form-urlencoded) or a JSON object (application/json).',
      'Send each parameter once, as a string, and authenticate either with the Authorization header or in the body.',
      'The description in the answer says what was wrong.',
    ],
  },
  invalid_client: {
    where: ['token'],
    causes: [
      'The secret has expired or was retired, was copied with a space or a line break, or belongs to another application.',
      'A confidential application sent no secret, or a public one sent one.',
      'The application was deactivated or deleted, or its owner or organization disabled.',
    ],
    example: 'The client is unknown, its secret is wrong, or it may not be used.',
    meaning:
      'The application could not be authenticated, or may not be used at the moment. The answer is the same for every reason.',
    todo: [
      'Compare the client ID with the one on the application’s page, and check that the secret was copied whole.',
      'A secret is shown only once. If it is lost, add a new one and retire the old one.',
      'Check that the application is active, and that its owner and organization are enabled.',
    ],
  },
  invalid_grant: {
    where: ['token'],
    causes: [
      'A code was redeemed twice, too late, by another application, or with another redirect_uri or code_verifier.',
      'Two processes share one refresh token: the one that comes second holds an old one.',
      'A password is wrong, or the person may not act in the organization of the application.',
    ],
    example: 'The code is wrong, expired or used, or the request does not match it.',
    meaning: 'What was to be exchanged for a token is not good (any more): a password, a refresh token or a code.',
    todo: [
      'Password: check the name (user name or e-mail in the back-office, e-mail in the storefront) and the password.',
      'Refresh token: use the newest one; each works once. If an old one came back later, the whole chain has ended: sign in again.',
      'A changed password, or a deactivated application or person, ends what was issued before.',
    ],
  },
  unauthorized_client: {
    where: ['token', 'authorization'],
    causes: [
      'The application was created for other grant types; these never change.',
      'A public application asked for client_credentials.',
    ],
    example: 'This application was not created for that grant type.',
    meaning: 'The application was not created for this grant type.',
    todo: ['Use the grant type shown on the application’s page, or create another application for this one.'],
  },
  unsupported_grant_type: {
    where: ['token'],
    causes: [
      'The name is misspelled, such as client-credentials.',
      'An administrator has switched the grant type off.',
    ],
    example: 'This server does not offer that grant type.',
    meaning: 'This server does not know the grant type, or it is switched off.',
    todo: ['Look at grant_types_supported in /.well-known/oauth-authorization-server.'],
  },
  invalid_scope: {
    where: ['token', 'authorization'],
    causes: [
      'The names are separated by commas instead of spaces.',
      'The application was limited to read-only or chosen scopes, or its owner or user lost a right.',
      'The scope belongs to the other side or to another API.',
    ],
    example: 'This application may not ask for all of the requested scope here.',
    meaning: 'The scope is malformed, unknown, or more than the application may ask for.',
    todo: [
      'Leave scope out to get everything the application is allowed.',
      'Otherwise ask only for scopes that the application and the rights of its owner (or user) cover.',
    ],
  },
  invalid_target: {
    where: ['token', 'authorization'],
    causes: [
      'The resource differs from the registered identifier, if only by a slash at the end.',
      'The API was not allowed to the application, or is of the other side.',
    ],
    example: 'This application cannot have tokens for that resource.',
    meaning: 'The resource asked for is malformed, or not an API for which the application may have tokens.',
    todo: [
      'Leave resource out to get a token for this server’s own API of the application’s side.',
      'Otherwise name one registered API, exactly by its identifier; an administrator must allow it to the application.',
      'What was granted for one API cannot be refreshed for another.',
    ],
  },
  access_denied: {
    where: ['authorization'],
    causes: ['The person does not know the application, or finds that it asks for too much.'],
    example: 'The person said no.',
    meaning: 'The person pressed Cancel.',
    todo: ['Say in your application why access is needed, and let the person try again.'],
  },
  unsupported_response_type: {
    where: ['authorization'],
    causes: ['The application uses the implicit flow (token) or a hybrid one, which are not safe and not offered.'],
    example: 'The one response_type here is code.',
    meaning: 'The authorization endpoint gives codes and nothing else.',
    todo: ['Send response_type=code, with PKCE (code_challenge and code_challenge_method=S256).'],
  },
  login_required: {
    where: ['authorization'],
    causes: [
      'The session has ended, or the browser keeps no cookies for this server.',
      'max_age asks for a sign-in that is more recent.',
    ],
    example: 'The person has to sign in.',
    meaning: 'The request said prompt=none, but nobody is signed in.',
    todo: ['Send the person to the authorization endpoint without prompt=none.'],
  },
  consent_required: {
    where: ['authorization'],
    causes: [
      'The application asks for more than before, the person has taken the consent back, or the application is public.',
    ],
    example: 'The person has to consent.',
    meaning: 'The request said prompt=none, but the person has not consented to all of the scope.',
    todo: ['Send the person to the authorization endpoint without prompt=none.'],
  },
  interaction_required: {
    where: ['authorization'],
    causes: ['The person is signed in on this server, but works in another organization.'],
    example: 'The person has to sign in as somebody else.',
    meaning:
      'The request said prompt=none, but who is signed in does not belong to the organization of the application.',
    todo: ['Send the person to the authorization endpoint without prompt=none, to sign in as somebody else.'],
  },
  request_not_supported: {
    where: ['authorization'],
    causes: ['The client library was set to signed requests (JAR).'],
    example: 'Request objects are not read here.',
    meaning: 'The request came as a signed object (parameter request).',
    todo: ['Send the parameters in the query of the authorization endpoint.'],
  },
  request_uri_not_supported: {
    where: ['authorization'],
    causes: ['The client library was set to pushed or referenced requests (PAR, JAR).'],
    example: 'Nothing is fetched from a request_uri.',
    meaning: 'The request was to be fetched from elsewhere (parameter request_uri). This server fetches nothing.',
    todo: ['Send the parameters in the query of the authorization endpoint.'],
  },
  invalid_token: {
    where: ['api'],
    causes: [
      'The token is older than its lifetime.',
      'It was revoked, or what it stands on has changed: the application, the person or the organization.',
      'A token of the back-office was sent to the storefront, or the other way round.',
    ],
    example: 'The access token has expired. Fetch a new one.',
    meaning: 'The access token is missing, malformed, expired, revoked, or for another API.',
    todo: [
      'Fetch a new token. Access tokens live for an hour unless configured otherwise.',
      'Tokens of the back-office and of the storefront are not interchangeable.',
    ],
  },
  insufficient_scope: {
    where: ['api'],
    causes: ['The token was asked for with a narrow scope, or the application was limited since.'],
    example: 'This needs a token with the scope customers:write.',
    meaning: 'The token is good, but does not carry the scope that this call needs.',
    todo: ['Fetch a token with the scope named in the answer; the application must be allowed it.'],
  },
  server_error: {
    where: ['token', 'authorization'],
    causes: ['No signing key was generated yet, or the last one was ended in an emergency.'],
    example: 'The encryption key does not exist.',
    meaning:
      'The server is not set up completely. “The encryption key does not exist.” means that it has no signing key.',
    todo: ['Tell your administrator. On the server: run “grantry doctor”; it names the command that mends it.'],
  },
  temporarily_unavailable: {
    where: ['token', 'authorization', 'api'],
    causes: [
      'There were too many wrong credentials, passwords or unknown tokens from one network.',
      'The database cannot be reached, or the server is starting or stopping.',
    ],
    example: 'Too many failed attempts. Wait before you try again.',
    meaning: 'There were too many attempts, or the server cannot answer right now.',
    todo: ['Wait as many seconds as the Retry-After header says, then try again.'],
  },
};
