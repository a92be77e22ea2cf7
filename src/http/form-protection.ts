import type { FastifyRequest } from 'fastify';
import type { Cryptography } from '../oauth/cryptography.ts';

/** Ties a form to the browser, the session and the request for which its page was made. */
export interface FormBinding {
  readonly form: string;
  readonly browser: string;
  /** The session token; empty where there is none yet. */
  readonly session: string;
  readonly request: string;
}

/** Forms that only our own pages can send, each for what its page showed. */
export interface FormProtection {
  token(binding: FormBinding): string;
  check(binding: FormBinding, token: string): boolean;
}

/** What the forms and calls of the pages behind a sign-in are tied to: the session. */
export function pageBinding(session: string): FormBinding {
  return { form: 'pages', browser: '', session, request: '' };
}

/** Makes the tokens of forms: a MAC over everything they are tied to, so that nothing is stored. */
export function createFormProtection(cryptography: Cryptography): FormProtection {
  const bytesOf = ({ browser, form, request, session }: FormBinding) =>
    cryptography.keyedHash('page', JSON.stringify([form, browser, session, request]));
  return {
    token: (binding) => cryptography.base64url(bytesOf(binding)),
    check(binding, token) {
      const given = cryptography.fromBase64url(token);
      return given !== null && cryptography.equal(bytesOf(binding), given);
    },
  };
}

/**
 * Tells whether a form was sent from a page of this server, by what browsers say of it. Under `no-referrer` they name
 * the origin `null`; then the token decides, and `Sec-Fetch-Site` where it is sent.
 */
export function isFromOwnPage({ headers }: FastifyRequest, issuer: string): boolean {
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin') return false;
  const { host, origin } = headers;
  if (origin === undefined || origin === 'null') return true;
  return origin === new URL(issuer).origin || (URL.canParse(origin) && new URL(origin).host === host);
}
