import type { FastifyReply } from 'fastify';
import { sendJsonApiError } from './error-response.ts';
import { refusal } from './json-api-error.ts';

/**
 * Answers a request whose address no router can read, in the shape of the JSON:API. `code` is the framework's code of
 * the error.
 */
export function refuseMalformedAddress(code: string, reply: FastifyReply): FastifyReply {
  if (code === 'FST_ERR_BAD_URL') {
    const detail = 'The address is malformed: a percent sign begins two hexadecimal digits of UTF-8 text.';
    return sendJsonApiError(reply, refusal(400, 'malformed_request', detail));
  }
  return sendJsonApiError(
    reply,
    refusal(404, 'not_found', 'There is nothing at this address: no id of ours is that long.'),
  );
}
