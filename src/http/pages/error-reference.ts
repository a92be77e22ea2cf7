import type { OAuthErrorCode } from '../../oauth/oauth-error.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import type { Wording } from './wording.ts';

interface ErrorHelp {
  readonly meaning: string;
  readonly todo: readonly string[];
}

/** What every error code means and what to do about it, in words. The code decides; the answer itself reveals no more. */
export const errorHelp: Readonly<Record<OAuthErrorCode, ErrorHelp>> = {
  invalid_request: {
    meaning: 'The request is not well formed: something is missing, repeated, of the wrong type, or sent in two ways.',
    todo: [
      'Send a POST request with a form (application/x-www-form-urlencoded) or a JSON object (application/json).',
      'Send each parameter once, as a string, and authenticate either with the Authorization header or in the body.',
      'The description in the answer says what was wrong.',
    ],
  },
  invalid_client: {
    meaning:
      'The application could not be authenticated, or may not be used at the moment. The answer is the same for every reason.',
    todo: [
      'Compare the client ID with the one on the application’s page, and check that the secret was copied whole.',
      'A secret is shown only once. If it is lost, add a new one and retire the old one.',
      'Check that the application is active, and that its owner and organization are enabled.',
    ],
  },
  invalid_grant: {
    meaning: 'What was to be exchanged for a token is not good (any more): a password, a refresh token or a code.',
    todo: [
      'Password: check the name (user name or e-mail in the back-office, e-mail in the storefront) and the password.',
      'Refresh token: use the newest one; each works once. If an old one came back later, the whole chain has ended: sign in again.',
      'A changed password, or a deactivated application or person, ends what was issued before.',
    ],
  },
  unauthorized_client: {
    meaning: 'The application was not created for this grant type.',
    todo: ['Use the grant type shown on the application’s page, or create another application for this one.'],
  },
  unsupported_grant_type: {
    meaning: 'This server does not know the grant type, or it is switched off.',
    todo: ['Look at grant_types_supported in /.well-known/oauth-authorization-server.'],
  },
  invalid_scope: {
    meaning: 'The scope is malformed, unknown, or more than the application may ask for.',
    todo: [
      'Leave scope out to get everything the application is allowed.',
      'Otherwise ask only for scopes that the application and the rights of its owner (or user) cover.',
    ],
  },
  invalid_target: {
    meaning: 'The resource asked for is malformed, or not an API for which the application may have tokens.',
    todo: [
      'Leave resource out to get a token for this server’s own API of the application’s side.',
      'Otherwise name one registered API, exactly by its identifier; an administrator must allow it to the application.',
      'What was granted for one API cannot be refreshed for another.',
    ],
  },
  access_denied: {
    meaning: 'The person pressed Cancel.',
    todo: ['Say in your application why access is needed, and let the person try again.'],
  },
  unsupported_response_type: {
    meaning: 'The authorization endpoint gives codes and nothing else.',
    todo: ['Send response_type=code, with PKCE (code_challenge and code_challenge_method=S256).'],
  },
  login_required: {
    meaning: 'The request said prompt=none, but nobody is signed in.',
    todo: ['Send the person to the authorization endpoint without prompt=none.'],
  },
  consent_required: {
    meaning: 'The request said prompt=none, but the person has not consented to all of the scope.',
    todo: ['Send the person to the authorization endpoint without prompt=none.'],
  },
  interaction_required: {
    meaning:
      'The request said prompt=none, but who is signed in does not belong to the organization of the application.',
    todo: ['Send the person to the authorization endpoint without prompt=none, to sign in as somebody else.'],
  },
  request_not_supported: {
    meaning: 'The request came as a signed object (parameter request).',
    todo: ['Send the parameters in the query of the authorization endpoint.'],
  },
  request_uri_not_supported: {
    meaning: 'The request was to be fetched from elsewhere (parameter request_uri). This server fetches nothing.',
    todo: ['Send the parameters in the query of the authorization endpoint.'],
  },
  invalid_token: {
    meaning: 'The access token is missing, malformed, expired, revoked, or for another API.',
    todo: [
      'Fetch a new token. Access tokens live for an hour unless configured otherwise.',
      'Tokens of the back-office and of the storefront are not interchangeable.',
    ],
  },
  insufficient_scope: {
    meaning: 'The token is good, but does not carry the scope that this call needs.',
    todo: ['Fetch a token with the scope named in the answer; the application must be allowed it.'],
  },
  server_error: {
    meaning:
      'The server is not set up completely. “The encryption key does not exist.” means that it has no signing key.',
    todo: ['Tell your administrator. On the server: run “grantry doctor”; it names the command that mends it.'],
  },
  temporarily_unavailable: {
    meaning: 'There were too many attempts, or the server cannot answer right now.',
    todo: ['Wait as many seconds as the Retry-After header says, then try again.'],
  },
};

function section([code, { meaning, todo }]: [string, ErrorHelp]): Html {
  return html`<section id="${code}"><h2><code>${code}</code></h2><p>${meaning}</p>
<ul>${todo.map((line) => html`<li>${line}</li>`)}</ul></section>`;
}

/** The page that `error_uri` points to. */
export function errorReferencePage(wording: Wording): string {
  const { say } = wording;
  const content = html`<h1>${say('errors.title')}</h1>
<p>${say('errors.intro')}</p>
${Object.entries(errorHelp).map(section)}`;
  return page(wording, { title: say('errors.title'), content, root: '/', again: '/docs/errors' });
}
