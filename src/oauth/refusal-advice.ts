import type { RefusalCause } from './refusal-reason.ts';

/** What to do about a refusal, by what it comes down to. */
export const refusalAdvice: Readonly<Record<RefusalCause, string>> = {
  'client-unknown': 'Compare the client ID with the one on the application’s page; it may have been deleted since.',
  'client-inactive': 'Activate the application, or ask an administrator about its owner and organization.',
  credentials:
    'Send the client ID and secret in one way: HTTP Basic, or client_id and client_secret in the body. Public applications send no secret.',
  secret: 'Copy the secret again, whole and without spaces. If it is lost, add a new one and retire the old one.',
  'secret-expired': 'Add a new secret, put it in use, and retire the old one.',
  throttled: 'Stop the requests with wrong credentials, wait as long as the answer says, and correct them first.',
  grant: 'Use a grant type of the application, or create another application for this one: grant types are fixed.',
  request: 'Correct the request as the reason says; compare it with the sample requests.',
  scope: 'Leave scope out, or ask only for what the application and its owner or user may do.',
  resource: 'Leave resource out for our own API, or have an administrator allow the application the other one.',
  person: 'Have the person check name and password. An administrator sees more.',
  code: 'Redeem each code once and within its lifetime; start again at the authorization endpoint.',
  'code-mismatch': 'Send the redirect_uri of the authorization request and the code_verifier that belongs to it.',
  'refresh-token': 'Always keep the newest refresh token, in one place. Now the person has to sign in again.',
  'standing-changed': 'The person has to sign in again.',
  'signing-key': 'An administrator has to generate a signing key; “grantry doctor” tells how.',
  'redirect-uri':
    'Register exactly the redirect URI that is sent, or send one that is registered: every character counts.',
  pkce: 'Send code_challenge (43 characters, SHA-256 of the verifier in base64url) and code_challenge_method=S256.',
  'not-silent': 'Nothing is wrong: send the person to the authorization endpoint without prompt=none.',
  denied: 'The person decided so. Say in your application why access is needed.',
  unexpected: 'Try again. If it stays, give an administrator the request ID: the log of the server tells more.',
};
