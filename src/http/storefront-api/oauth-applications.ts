import type { ClientRegistration } from '../../oauth/client-registration.ts';
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

/** The OAuth applications of the storefront, as its people see and make them. */
export function createOAuthApplicationsType(clients: ClientRegistration): ResourceType {
  const shared = oauthApplicationDeclaration(clients);
  return defineResourceType({
    ...shared,
    scopes: {
      read: 'See your OAuth applications.',
      write: 'Add, change and remove your OAuth applications and their secrets.',
    },
    attributes: {
      ...oauthApplicationAttributes,
      side: { ...sideAttribute, example: 'storefront' },
      skipConsent: skipConsentAttribute,
      pkceRequired: pkceRequiredAttribute,
      tokenReuse: tokenReuseAttribute,
    },
    relationships: {
      organization: { description: 'The organization it acts in: yours.', targets: ['organizations'] },
      owner: {
        description: 'As whom it acts; you where left out. Later only hand-over changes it.',
        targets: ['customerusers'],
        writable: 'create',
      },
      ...authorRelationships,
    },
    actions: [...shared.actions, handOverAction(clients, ['customerusers'], toPerson)],
    filters: oauthApplicationFilters,
    async create(caller, { attributes, relationships: { owner } }) {
      return showCreatedOAuthApplication(
        await clients.create(caller, { ...attributes, ...(owner && { owner: toPerson(owner) }) }),
      );
    },
    update: async (caller, id, { attributes }) =>
      showFound(await clients.update(caller, id, attributes), showOAuthApplication),
  });
}
