import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { ProfileOperations } from '../../directory/profile.ts';
import type { Sessions } from '../../directory/session.ts';
import type { StorefrontRoles } from '../../directory/storefront-roles.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import type { ConnectedApplications } from '../../oauth/consent.ts';
import type { RefusalReview } from '../../oauth/refusal-review.ts';
import type { Statistics } from '../../oauth/statistics.ts';
import { createConnectedApplicationsType } from '../json-api/connected-application-resource.ts';
import { createRefusalsType } from '../json-api/refusal-resource.ts';
import type { ResourceType } from '../json-api/resource-type.ts';
import { describeScopes } from '../json-api/scopes.ts';
import { createSessionsType } from '../json-api/session-resource.ts';
import { createStatisticsType } from '../json-api/statistics-resource.ts';
import { createCustomerUsersType } from './customer-users.ts';
import { createOAuthApplicationsType } from './oauth-applications.ts';
import { createProfileType } from './profile.ts';
import { createRolesType } from './roles.ts';
import { createVisitorsType } from './visitors.ts';

export interface StorefrontOperations {
  readonly customerUsers: CustomerUserAdministration;
  readonly storefrontRoles: StorefrontRoles;
  readonly clients: ClientRegistration;
  readonly profile: ProfileOperations;
  readonly sessions: Sessions;
  readonly connectedApplications: ConnectedApplications;
  readonly refusals: RefusalReview;
  readonly statistics: Statistics;
}

/** The types of the storefront API, in the order in which people see them. */
export function createStorefrontApi(operations: StorefrontOperations): ResourceType[] {
  const types: ResourceType[] = [
    createCustomerUsersType(operations.customerUsers, operations.clients),
    createRolesType(operations.storefrontRoles),
    createOAuthApplicationsType(operations.clients),
    createStatisticsType(operations.statistics, 'storefront'),
    createRefusalsType(operations.refusals),
    createProfileType(operations.profile),
    createSessionsType(operations.sessions),
    createConnectedApplicationsType(operations.connectedApplications, () => describeScopes(types)),
    createVisitorsType(),
  ];
  return types;
}
