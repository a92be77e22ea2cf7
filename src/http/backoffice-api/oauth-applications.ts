import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { sideNames } from '../json-api/attribute-declarations.ts';
import { handOverAction } from '../json-api/oauth-application-actions.ts';
import {
  authorRelationships,
  oauthApplicationAttributes,
  oauthApplicationFilters,
  pkceRequiredAttribute,
  sideAttribute,
  skipConsentAttribute,
  tokenReuseAttribute,
} from '../json-api/oauth-application-attributes.ts';
import {
  oauthApplicationDeclaration,
  showCreatedOAuthApplication,
  showOAuthApplication,
  toPerson,
} from '../json-api/oauth-application-resource.ts';
import { defineResourceType, type ResourceType, showFound } from '../json-api/resource-type.ts';

/** The OAuth applications of both sides, as the back-office sees and makes them. */
export function createOAuthApplicationsType(clients: ClientRegistration): ResourceType {
  const shared = oauthApplicationDeclaration(clients);
  return defineResourceType({
    ...shared,
    scopes: {
      read: 'See the OAuth applications.',
      write: 'Add, change and remove OAuth applications and their secrets.',
    },
    attributes: {
      ...oauthApplicationAttributes,
      side: { ...sideAttribute, writable: 'create', example: 'backoffice' },
      skipConsent: { ...skipConsentAttribute, writable: 'always' },
      pkceRequired: { ...pkceRequiredAttribute, writable: 'always' },
      tokenReuse: { ...tokenReuseAttribute, writable: 'always' },
    },
    relationships: {
      organization: {
        description: 'The organization it acts in; yours where left out. From a global one another can be chosen.',
        targets: ['organizations'],
        writable: 'create',
      },
      owner: {
        description: 'As whom it acts; you where left out. Later only hand-over changes it.',
        targets: ['users', 'customerusers'],
        writable: 'create',
        emptiable: true,
      },
      ...authorRelationships,
    },
    actions: [...shared.actions, handOverAction(clients, ['users', 'customerusers'], toPerson)],
    filters: {
      ...oauthApplicationFilters,
      side: { description: 'The API it belongs to.', kind: 'choice', choices: sideNames },
      organization: { description: 'The id of the organization.', kind: 'id' },
      organizationName: { description: 'The name of the organization.', kind: 'text' },
    },
    sorts: [...shared.sorts, 'side', 'organizationName'],
    async create(caller, { attributes, relationships: { organization, owner } }) {
      const created = await clients.create(caller, {
        ...attributes,
        ...(organization && { organizationId: organization.id }),
        ...(owner !== undefined && { owner: owner && toPerson(owner) }),
      });
      return showCreatedOAuthApplication(created);
    },
    update: async (caller, id, { attributes }) =>
      showFound(await clients.update(caller, id, attributes), showOAuthApplication),
  });
}
