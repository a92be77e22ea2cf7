import type { AuthorizationRequest } from './authorization-request.ts';
import type { OAuthError } from './oauth-error.ts';

/** Where an answer goes and what it carries back. */
export type AnswerAddress = Pick<AuthorizationRequest, 'redirectUri' | 'state'>;

function answer(issuer: string, { redirectUri, state }: AnswerAddress, parameters: Record<string, string>): string {
  const query = new URLSearchParams({ ...parameters, ...(state !== null && { state }), iss: issuer });
  // A space as %20: not every reader of a query takes a plus sign for one.
  return `${redirectUri}${redirectUri.includes('?') ? '&' : '?'}${query.toString().replaceAll('+', '%20')}`;
}

/** The address that takes a code to its client (RFC 6749 §4.1.2, RFC 9207 §2). */
export function codeAnswer(issuer: string, address: AnswerAddress, code: string): string {
  return answer(issuer, address, { code });
}

/** The address that takes a refusal to the client (RFC 6749 §4.1.2.1, RFC 9207 §2). */
export function errorAnswer(issuer: string, address: AnswerAddress, error: OAuthError): string {
  const { code, description } = error;
  const about = `${issuer}/docs/errors#${code}`;
  return answer(issuer, address, { error: code, error_description: description, error_uri: about });
}
