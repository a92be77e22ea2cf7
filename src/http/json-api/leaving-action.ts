import { z } from 'zod';
import type { Caller } from '../../access/caller.ts';
import type { Action } from '../../access/permission.ts';
import type { PersonRef } from '../../access/subject.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { id as anId, text, time } from './attribute-declarations.ts';
import { defineAction, type ResourceAction } from './resource-type.ts';

const count = z.number().int();

const output = z.strictObject({
  applications: count.describe('How many OAuth applications the person owns, in all organizations.'),
  active: count.describe('How many of them are active, and would be deactivated.'),
  liveRefreshTokens: count.describe('How many refresh tokens of theirs still work, and would end.'),
  lastUsedAt: time.nullable().describe('When one of them was last used.'),
  beyondReach: count.describe('How many of them you do not reach; they are counted and not listed.'),
  listed: z
    .array(
      z.strictObject({
        id: anId,
        name: text,
        clientId: text,
        organization: z.strictObject({ id: anId, name: text }),
        active: z.boolean(),
        lastUsedAt: time.nullable(),
        liveRefreshTokens: count,
      }),
    )
    .describe('At most 100 of those within your reach, active ones first.'),
});

const example = {
  applications: 1,
  active: 1,
  liveRefreshTokens: 3,
  lastUsedAt: '2026-02-03T11:00:00.000Z',
  beyondReach: 0,
  listed: [
    {
      id: '0b6c6f0e-52f4-4d1c-8a39-6b7f1d3f2a90',
      name: 'Warehouse sync',
      clientId: 'Zk3vQ8-aTn1yRw5XcLb7_dHs0MfJe2Gp',
      organization: { id: '8b2d4c16-0f3a-4e57-8a91-c64b7d92e035', name: 'Example Ltd' },
      active: true,
      lastUsedAt: '2026-02-03T11:00:00.000Z',
      liveRefreshTokens: 3,
    },
  ],
} satisfies z.input<typeof output>;

interface People {
  get(caller: Caller, id: string, action: Action): Promise<{ readonly id: string } | null>;
}

/**
 * The preview of what stops working when somebody is disabled or deleted or leaves an organization, for those who could
 * make them go.
 */
export function leavingAction(
  clients: Pick<ClientRegistration, 'reviewLeaving'>,
  people: People,
  { kind, one }: { readonly kind: PersonRef['kind']; readonly one: string },
): ResourceAction {
  return defineAction({
    method: 'GET',
    path: 'leaving',
    action: 'edit',
    summary: `Find out which OAuth applications stop working when ${one} is disabled or deleted or leaves`,
    output,
    example,
    answers: 'meta',
    async run(caller, { id = '' }) {
      const person = await people.get(caller, id, 'edit');
      if (person === null) return null;
      const { lastUsedAt, listed, ...counts } = await clients.reviewLeaving(caller, { kind, id: person.id });
      return {
        ...counts,
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
        listed: listed.map(({ organizationId, organizationName, ...each }) => ({
          id: each.id,
          name: each.name,
          clientId: each.clientId,
          organization: { id: organizationId, name: organizationName },
          active: each.active,
          lastUsedAt: each.lastUsedAt?.toISOString() ?? null,
          liveRefreshTokens: each.liveRefreshTokens,
        })),
      };
    },
  });
}
