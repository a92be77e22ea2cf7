import { z } from 'zod';
import type { Session, Sessions } from '../../directory/session.ts';
import { time } from './attribute-declarations.ts';
import { defineResourceType, type Resource, type ResourceType, showFound, showPage } from './resource-type.ts';

const type = 'sessions';

function show({ address, authenticatedAt, expiresAt, id, seenAt, userAgent }: Session): Resource {
  return {
    type,
    id,
    attributes: {
      address,
      userAgent,
      authenticatedAt: authenticatedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
  };
}

/** Where one is signed in with a browser. Each person sees and ends their own. */
export function createSessionsType(sessions: Sessions): ResourceType {
  return defineResourceType({
    type,
    protects: 'profile',
    deletesAs: 'edit',
    title: 'sessions',
    one: 'a session',
    description: 'The browsers in which you are signed in. Deleting one signs you out there.',
    attributes: {
      address: { description: 'From where you signed in.', schema: z.string().nullable(), example: '192.0.2.10' },
      userAgent: {
        description: 'What the browser says of itself.',
        schema: z.string().nullable(),
        example: 'Mozilla/5.0',
      },
      authenticatedAt: { description: 'When you signed in.', schema: time, example: '2026-01-31T09:30:00.000Z' },
      seenAt: {
        description: 'When it was last used, to the minute.',
        schema: time,
        volatile: true,
        example: '2026-01-31T09:45:00.000Z',
      },
      expiresAt: { description: 'When it ends in any case.', schema: time, example: '2026-01-31T21:30:00.000Z' },
    },
    relationships: {},
    filters: {},
    sorts: ['authenticatedAt', 'seenAt'],
    defaultSort: '-authenticatedAt',
    list: async (caller, query) => showPage(await sessions.list(caller, query), show),
    get: async (caller, id) => showFound(await sessions.get(caller, id), show),
    delete: (caller, id) => sessions.endOne(caller, id),
  });
}
