import { z } from 'zod';
import type { ConnectedApplication, ConnectedApplications } from '../../oauth/consent.ts';
import { text, time } from './attribute-declarations.ts';
import { defineResourceType, type Resource, type ResourceType, showFound, showPage } from './resource-type.ts';

const type = 'connectedapplications';

function show({ clientId, grantedAt, id, name, resource, scope, updatedAt }: ConnectedApplication): Resource {
  return {
    type,
    id,
    attributes: {
      name,
      clientId,
      resource,
      scopes: scope,
      createdAt: grantedAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
    },
  };
}

/** The applications that one let in. Each person sees and ends their own. */
export function createConnectedApplicationsType(connected: ConnectedApplications): ResourceType {
  return defineResourceType({
    type,
    protects: 'profile',
    deletesAs: 'edit',
    title: 'connected applications',
    one: 'a connected application',
    description: 'The applications that you let in. Deleting one ends its tokens at once.',
    attributes: {
      name: { description: 'The name of the application.', schema: text, example: 'Order export' },
      clientId: {
        description: 'Its client identifier.',
        schema: z.string(),
        example: 'Zk3vQ8-aTn1yRw5XcLb7_dHs0MfJe2Gp',
      },
      resource: {
        description: 'The API it may call in your name.',
        schema: z.string(),
        example: 'https://oauth.example.com/api',
      },
      scopes: { description: 'What it may do there.', schema: z.array(z.string()), example: ['profile:read'] },
      createdAt: { description: 'When you first let it in.', schema: time, example: '2026-01-31T09:30:00.000Z' },
      updatedAt: { description: 'When you last said yes.', schema: time, example: '2026-02-03T11:00:00.000Z' },
    },
    relationships: {},
    filters: { name: { description: 'The name of the application.', kind: 'text' } },
    sorts: ['updatedAt', 'name'],
    defaultSort: '-updatedAt',
    list: async (caller, query) => showPage(await connected.list(caller, query), show),
    get: async (caller, id) => showFound(await connected.get(caller, id), show),
    delete: (caller, id) => connected.revoke(caller, id),
  });
}
