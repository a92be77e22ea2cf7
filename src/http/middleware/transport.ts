import type { FastifyReply, FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/oauth-error.ts';

/**
 * Makes the hook that refuses credentials over plain HTTP where the server is published over HTTPS. It never
 * redirects, since the secret has then crossed the network already (RFC 6749 §1.6). Each part answers in its own shape.
 */
export function requireTransport(issuer: string) {
  const secured = issuer.startsWith('https://');
  return function hook(request: FastifyRequest, _reply: FastifyReply, done: (error?: Error) => void): void {
    if (!secured || request.protocol === 'https') {
      done();
      return;
    }
    const description =
      'Use https. Behind a proxy that ends TLS, set server.trustProxy and let it send X-Forwarded-Proto.';
    done(new OAuthError('invalid_request', description, { status: 403 }));
  };
}
