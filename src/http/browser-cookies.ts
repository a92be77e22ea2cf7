import { randomBytes } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Side } from '../access/subject.ts';
import { isLocale, type Locale } from '../directory/personal-input.ts';

/** What the server keeps in a browser: one value that tells it from others, and a session for each side. */
export interface BrowserCookies {
  /** The random value of this browser; given to it where it has none. */
  browser(request: FastifyRequest, reply: FastifyReply): string;
  /** The session token of a side; null where the browser has none. */
  session(request: FastifyRequest, side: Side): string | null;
  setSession(reply: FastifyReply, side: Side, token: string): void;
  clearSession(reply: FastifyReply, side: Side): void;
  /** The language that was chosen in this browser; null where none was. */
  language(request: FastifyRequest): Locale | null;
  setLanguage(reply: FastifyReply, language: Locale): void;
}

/** How long a browser remembers the language that was chosen, in seconds. */
const languageMaxAge = 365 * 86_400;

const tokenForm = /^[A-Za-z0-9_-]{43}$/;

/**
 * Makes the cookies. Scripts cannot read them, other sites cannot have them sent with a form, and over https no other
 * host can set them (`__Host-`, RFC 6265bis §4.1.3.2). They end with the browser; the server ends them earlier.
 */
export function createBrowserCookies(issuer: string): BrowserCookies {
  const secure = issuer.startsWith('https://');
  const prefix = secure ? '__Host-grantry' : 'grantry';
  const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
  const read = (request: FastifyRequest, name: string) => {
    const value = request.cookies[`${prefix}-${name}`];
    return value !== undefined && tokenForm.test(value) ? value : null;
  };
  return {
    browser(request, reply) {
      const known = read(request, 'browser');
      if (known !== null) return known;
      const fresh = randomBytes(32).toString('base64url');
      reply.setCookie(`${prefix}-browser`, fresh, options);
      return fresh;
    },
    session: (request, side) => read(request, side),
    setSession: (reply, side, token) => void reply.setCookie(`${prefix}-${side}`, token, options),
    clearSession: (reply, side) => void reply.clearCookie(`${prefix}-${side}`, options),
    language(request) {
      const value = request.cookies[`${prefix}-language`] ?? '';
      return isLocale(value) ? value : null;
    },
    setLanguage: (reply, language) =>
      void reply.setCookie(`${prefix}-language`, language, { ...options, maxAge: languageMaxAge }),
  };
}
