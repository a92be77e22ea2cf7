import type { FastifyReply, FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/oauth-error.ts';
import { sendOAuthError } from '../oauth-error-response.ts';

/**
 * Makes the hook that refuses credentials over plain HTTP where the server is published over HTTPS. It never
 * redirects, since the secret has then crossed the network already (RFC 6749 §1.6).
 */
export function requireTransport(issuer: string) {
  const secured = issuer.startsWith('https://');
  return async function hook(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> {
    if (!secured || request.protocol === 'https') return undefined;
    const description =
      'Use https. Behind a proxy that ends TLS, set server.trustProxy and let it send X-Forwarded-Proto.';
    return sendOAuthError(reply, new OAuthError('invalid_request', description, { status: 403 }), issuer);
  };
}
