import cors, { type FastifyCorsOptions } from '@fastify/cors';
import type { FastifyInstance, FastifyRequest } from 'fastify';

const never: FastifyCorsOptions = { origin: false };
/** What a public client in a browser needs: to fetch, refresh and revoke its tokens. */
const tokenPaths: readonly string[] = ['/oauth2-token', '/oauth2-token/revoke'];

/** What scripts of other origins may do at a path. Credentials of the browser are never allowed. */
function rulesFor({ headers, url }: FastifyRequest, tokenOrigins: readonly string[]): FastifyCorsOptions {
  const path = url.split('?', 1)[0] ?? '';
  if (path.startsWith('/.well-known/')) return { origin: '*', methods: ['GET'] };
  if (!tokenPaths.includes(path) || tokenOrigins.length === 0) return never;
  return {
    origin: [...tokenOrigins],
    methods: ['POST'],
    allowedHeaders: ['Authorization', 'Content-Type'],
    maxAge: 600,
    // Any other OPTIONS request is answered by the endpoint itself.
    preflight: headers['access-control-request-method'] !== undefined,
  };
}

/** Lets listed origins fetch and revoke tokens, and every origin the public metadata and keys; nothing else (Fetch, CORS protocol). */
export async function registerCrossOrigin(app: FastifyInstance, tokenOrigins: readonly string[]): Promise<void> {
  await app.register(cors, {
    delegator: (request: FastifyRequest, done: (error: Error | null, options: FastifyCorsOptions) => void) => {
      done(null, rulesFor(request, tokenOrigins));
    },
  } as never);
}
