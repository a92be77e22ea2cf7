import { z } from 'zod';
import type { ConnectedApplication, ConnectedApplications } from '../../oauth/consent.ts';
import type { ScopeDescription } from '../../oauth/resource-server.ts';
import { text, time } from './attribute-declarations.ts';
import { defineResourceType, type Resource, type ResourceType, showFound, showPage } from './resource-type.ts';

const type = 'connectedapplications';

/** Gives the scopes of the API that this type belongs to, in words. */
type OwnScopes = () => readonly ScopeDescription[];

function showWith(ownScopes: OwnScopes) {
  return (connected: ConnectedApplication): Resource => {
    const { clientId, grantedAt, id, lastTokenAt, name, registeredApi, resource, scope, updatedAt } = connected;
    const known = registeredApi?.scopes ?? ownScopes();
    return {
      type,
      id,
      attributes: {
        name,
        clientId,
        organizationName: connected.organizationName,
        ownerName: connected.ownerName,
        resource,
        resourceName: registeredApi?.name ?? null,
        scopes: scope,
        permissions: scope.map((each) => known.find((one) => one.scope === each)?.sentence ?? each),
        createdAt: grantedAt.toISOString(),
        updatedAt: updatedAt.toISOString(),
        lastTokenAt: lastTokenAt?.toISOString() ?? null,
      },
    };
  };
}

/** The applications that one let in. Each person sees and ends their own. */
export function createConnectedApplicationsType(connected: ConnectedApplications, ownScopes: OwnScopes): ResourceType {
  const show = showWith(ownScopes);
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
      organizationName: {
        description: 'The name of its organization.',
        schema: text,
        example: 'Acme Trading',
      },
      ownerName: {
        description: 'The name of who runs it; null for nobody in particular.',
        schema: text.nullable(),
        example: 'Ines Moreau',
      },
      resource: {
        description: 'The API it may call in your name.',
        schema: z.string(),
        example: 'https://oauth.example.com/api',
      },
      resourceName: {
        description: 'The name of that API, where it was registered; null for this one.',
        schema: text.nullable(),
        example: null,
      },
      scopes: { description: 'What it may do there.', schema: z.array(z.string()), example: ['profile:read'] },
      permissions: {
        description: 'The same in words, one sentence a scope.',
        schema: z.array(z.string()),
        example: ['See your own profile.'],
      },
      createdAt: { description: 'When you first let it in.', schema: time, example: '2026-01-31T09:30:00.000Z' },
      updatedAt: { description: 'When you last said yes.', schema: time, example: '2026-02-03T11:00:00.000Z' },
      lastTokenAt: {
        description: 'When it last got a token in your name; null where that is not known any more.',
        schema: time.nullable(),
        volatile: true,
        example: '2026-02-04T08:15:00.000Z',
      },
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
