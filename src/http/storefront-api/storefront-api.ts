import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { ProfileOperations } from '../../directory/profile.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import { createCustomerUsersType } from '../json-api/customer-users.ts';
import { createOAuthApplicationsType } from '../json-api/oauth-applications.ts';
import { createProfileType } from '../json-api/profile.ts';
import type { ResourceType } from '../json-api/resource-type.ts';

export interface StorefrontOperations {
  readonly customerUsers: CustomerUserAdministration;
  readonly clients: ClientRegistration;
  readonly profile: ProfileOperations;
}

/** The types of the storefront API. */
export function createStorefrontApi(operations: StorefrontOperations): ResourceType[] {
  return [
    createCustomerUsersType(operations.customerUsers),
    createOAuthApplicationsType(operations.clients, ['customerusers']),
    createProfileType(operations.profile),
  ];
}
