import type { FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/oauth-error.ts';

/**
 * Makes the hook that refuses credentials over plain HTTP where the server is published over HTTPS. It never
 * redirects, since the secret has then crossed the network already (RFC 6749 §1.6). Each part answers in its own shape.
 */
export function requireTransport(issuer: string) {
  const secured = issuer.startsWith('https://');
  return async function hook(request: FastifyRequest): Promise<void> {
    if (!secured || request.protocol === 'https') return;
    const description =
      'Use https. Behind a proxy that ends TLS, set server.trustProxy and let it send X-Forwarded-Proto.';
    throw new OAuthError('invalid_request', description, { status: 403 });
  };
}
