import { z } from 'zod';
import { oauthErrorCodes } from '../../oauth/oauth-error.ts';
import { type KeptRefusal, refusalEndpoints } from '../../oauth/refusal.ts';
import { refusalAdvice } from '../../oauth/refusal-advice.ts';
import { refusalCauses } from '../../oauth/refusal-reason.ts';
import type { RefusalReview } from '../../oauth/refusal-review.ts';
import { text, time } from './attribute-declarations.ts';
import { defineResourceType, type Resource, type ResourceType, showFound, showPage } from './resource-type.ts';

const type = 'refusals';

function show(refusal: KeptRefusal): Resource {
  const { address, cause, clientRowId, code, endpoint, firstAt, id, lastAt, parameters, requestId, times } = refusal;
  return {
    type,
    id,
    attributes: {
      at: lastAt.toISOString(),
      firstAt: firstAt.toISOString(),
      times,
      endpoint,
      code,
      cause,
      reason: refusal.reasonAboutPerson ?? refusal.reason,
      advice: refusalAdvice[cause],
      address,
      requestId,
      parameters,
    },
    relationships: { application: clientRowId === null ? null : { type: 'oauthapplications', id: clientRowId } },
  };
}

const attributes = {
  at: { description: 'When it last happened.', schema: time, example: '2026-01-31T09:30:00.000Z' },
  firstAt: { description: 'When it first happened.', schema: time, example: '2026-01-31T09:12:00.000Z' },
  times: { description: 'How often the same request was refused.', schema: z.number().int(), example: 3 },
  endpoint: { description: 'Where.', schema: z.enum(refusalEndpoints), example: 'token' },
  code: {
    description: 'The error code that was answered.',
    schema: z.enum(oauthErrorCodes),
    example: 'invalid_client',
  },
  cause: { description: 'What it comes down to.', schema: z.enum(refusalCauses), example: 'secret-expired' },
  reason: {
    description: 'The exact reason, which the client was not told. What tells of a person is for administrators.',
    schema: text,
    example:
      'The client secret “Default” with id e2a7f490-3c5d-4b18-8f06-91d7c2b4a853 has expired on 2026-01-31T00:00:00.000Z.',
  },
  advice: { description: 'What to do.', schema: text, example: refusalAdvice['secret-expired'] },
  address: { description: 'From where.', schema: z.string().nullable(), example: '192.0.2.10' },
  requestId: {
    description: 'The id of the last request, as in its answer and in the log of the server.',
    schema: z.string().nullable(),
    example: 'c0a8012e-0b6d-4f0e-9d5a-3f6b8c1d2e3f',
  },
  parameters: {
    description:
      'The request without its secrets: null for a hidden value, with its length; a null name is one that no endpoint knows.',
    schema: z.array(
      z.strictObject({ name: z.string().nullable(), value: z.string().nullable(), length: z.number().int() }),
    ),
    example: [
      { name: 'grant_type', value: 'client_credentials', length: 18 },
      { name: 'client_secret', value: null, length: 56 },
    ],
  },
} as const;

/** The last refused requests of the applications that one may see, with their reason. */
export function createRefusalsType(refusals: RefusalReview): ResourceType {
  return defineResourceType({
    type,
    protects: 'oauthapplications',
    title: 'Refused requests',
    one: 'a refused request',
    description:
      'The last refused token, authorization, introspection and revocation requests of each application that you may see, for 30 days; some seconds late.',
    attributes,
    relationships: {
      application: {
        description: 'The application; null where the request named none that exists.',
        targets: ['oauthapplications'],
        emptiable: true,
      },
    },
    filters: {
      application: { description: 'The id of the application.', kind: 'id' },
      at: { description: 'When it last happened.', kind: 'time' },
      endpoint: { description: 'Where.', kind: 'choice', choices: refusalEndpoints },
      code: { description: 'The error code that was answered.', kind: 'choice', choices: oauthErrorCodes },
      cause: { description: 'What it comes down to.', kind: 'choice', choices: refusalCauses },
    },
    sorts: ['at'],
    defaultSort: '-at',
    list: async (caller, query) => showPage(await refusals.list(caller, query), show),
    get: async (caller, id) => showFound(await refusals.get(caller, id), show),
  });
}
