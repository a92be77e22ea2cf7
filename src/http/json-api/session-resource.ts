import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Session, Sessions } from '../../directory/session.ts';
import { time } from './attribute-declarations.ts';
import {
  defineAction,
  defineResourceType,
  type Resource,
  type ResourceType,
  showFound,
  showPage,
} from './resource-type.ts';

const type = 'sessions';

function showFor({ sessionId }: Caller) {
  return ({ address, authenticatedAt, expiresAt, id, seenAt, userAgent }: Session): Resource => ({
    type,
    id,
    attributes: {
      current: id === sessionId,
      address,
      userAgent,
      authenticatedAt: authenticatedAt.toISOString(),
      seenAt: seenAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
    },
  });
}

/** The action that leaves one session alone. */
function endOthersAction(sessions: Sessions) {
  return defineAction({
    method: 'POST',
    path: 'end-others',
    action: 'edit',
    summary: 'Sign out everywhere else: end all sessions of yours but this one',
    answers: 'meta',
    output: z.strictObject({ ended: z.int().describe('How many sessions were ended.') }),
    example: { ended: 2 },
    async run(caller, { id = '' }) {
      const ended = await sessions.endOthers(caller, id);
      return ended === null ? null : { ended };
    },
  });
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
      current: {
        description: 'Whether it is the session of this very request; never with a token.',
        schema: z.boolean(),
        volatile: true,
        example: true,
      },
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
    actions: [endOthersAction(sessions)],
    list: async (caller, query) => showPage(await sessions.list(caller, query), showFor(caller)),
    get: async (caller, id) => showFound(await sessions.get(caller, id), showFor(caller)),
    delete: (caller, id) => sessions.endOne(caller, id),
  });
}
