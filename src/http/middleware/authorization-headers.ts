import type { FastifyRequest } from 'fastify';

/** Every `Authorization` header as it came; Node's parsed headers keep only the first. */
export function authorizationHeaders(request: FastifyRequest): string[] {
  if (request.headers.authorization === undefined) return [];
  const { rawHeaders } = request.raw;
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === 'authorization');
}
