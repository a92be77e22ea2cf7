import type { Visitor } from '../../directory/visitor.ts';
import { time } from '../json-api/attribute-declarations.ts';
import { defineResourceType, type Resource, type ResourceType } from '../json-api/resource-type.ts';

const type = 'visitors';

/** Shows a visitor in place of a profile. */
export function showVisitor({ firstSeenAt, id, lastSeenAt }: Visitor): Resource {
  return {
    type,
    id,
    attributes: { firstSeenAt: firstSeenAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() },
  };
}

/** Anonymous guests. Each sees itself, at the address of the profile, and nobody else. */
export function createVisitorsType(): ResourceType {
  return defineResourceType({
    type,
    protects: 'profile',
    singleton: true,
    path: 'profile',
    title: 'visitors',
    one: 'a visitor',
    description: 'An anonymous guest of the storefront, shown to itself in place of a profile.',
    attributes: {
      firstSeenAt: {
        description: 'When the visitor first did something.',
        schema: time,
        example: '2026-01-31T09:30:00.000Z',
      },
      lastSeenAt: {
        description: 'When the visitor last did something, to the minute.',
        schema: time,
        volatile: true,
        example: '2026-01-31T09:45:00.000Z',
      },
    },
    relationships: {},
    filters: {},
    sorts: [],
    defaultSort: 'id',
  });
}
