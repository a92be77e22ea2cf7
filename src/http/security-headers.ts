import type { IncomingMessage, ServerResponse } from 'node:http';
import helmet from 'helmet';

type Headers = Readonly<Record<string, string>>;

/** The headers that keep browsers from harm. They are the same for all, so that they are made once. */
export interface SecurityHeaders {
  /** On every answer. */
  readonly all: Headers;
  /** Of use only where a browser shows an answer as a page of its own. */
  readonly documents: Headers;
}

const ofDocuments: ReadonlySet<string> = new Set([
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
]);

/** Makes the headers: each costs every answer its share, so that machines get none that only a page can use. */
export function securityHeaders(issuer: string): SecurityHeaders {
  const headers: Record<string, string> = {};
  const answer = {
    setHeader(name: string, value: string | number | readonly string[]) {
      headers[name.toLowerCase()] = String(value);
    },
    removeHeader: () => undefined,
  };
  const write = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'style-src': ["'self'"],
        'img-src': ["'self'", 'data:'],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
      },
    },
    referrerPolicy: { policy: 'no-referrer' },
    hsts: issuer.startsWith('https://') ? { maxAge: 31_536_000 } : false,
    frameguard: { action: 'deny' },
  });
  write({} as IncomingMessage, answer as unknown as ServerResponse, (error) => {
    if (error) throw error;
  });
  const pick = (documents: boolean) =>
    Object.fromEntries(Object.entries(headers).filter(([name]) => ofDocuments.has(name) === documents));
  return { all: pick(false), documents: pick(true) };
}
