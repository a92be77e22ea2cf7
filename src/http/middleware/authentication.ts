import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../access/caller.ts';

/**
 * Joins the two ways to call an API: the session of our own pages, and a bearer token. A request that carries an
 * `Authorization` header is judged by that alone.
 */
export function createAuthentication(
  bySession: (request: FastifyRequest) => Promise<Caller | null>,
  byToken: (request: FastifyRequest) => Promise<Caller>,
) {
  return async function authenticate(request: FastifyRequest): Promise<Caller> {
    const caller = request.headers.authorization === undefined ? await bySession(request) : null;
    return caller ?? byToken(request);
  };
}
