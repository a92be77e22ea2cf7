import type { AuditReview } from '../../directory/audit-review.ts';
import type { CustomerAdministration } from '../../directory/customer-administration.ts';
import type { CustomerUserAdministration } from '../../directory/customer-user-administration.ts';
import type { JobAdministration } from '../../directory/job-administration.ts';
import type { OrganizationAdministration } from '../../directory/organization-administration.ts';
import type { ProfileOperations } from '../../directory/profile.ts';
import type { RoleAdministration } from '../../directory/role-administration.ts';
import type { Sessions } from '../../directory/session.ts';
import type { SettingAdministration } from '../../directory/setting-administration.ts';
import type { UserAdministration } from '../../directory/user-administration.ts';
import type { ApiRegistration } from '../../oauth/api-registration.ts';
import type { ClientRegistration } from '../../oauth/client-registration.ts';
import type { ConnectedApplications } from '../../oauth/consent.ts';
import type { RefusalReview } from '../../oauth/refusal-review.ts';
import type { SigningKeyAdministration } from '../../oauth/signing-key-administration.ts';
import type { Statistics } from '../../oauth/statistics.ts';
import { createConnectedApplicationsType } from '../json-api/connected-application-resource.ts';
import { createRefusalsType } from '../json-api/refusal-resource.ts';
import type { ResourceType } from '../json-api/resource-type.ts';
import { describeScopes } from '../json-api/scopes.ts';
import { createSessionsType } from '../json-api/session-resource.ts';
import { createStatisticsType } from '../json-api/statistics-resource.ts';
import { createAuditEventsType } from './audit-events.ts';
import { createCustomerUsersType } from './customer-users.ts';
import { createCustomersType } from './customers.ts';
import { createJobsType } from './jobs.ts';
import { createOAuthApplicationsType } from './oauth-applications.ts';
import { createOrganizationsType } from './organizations.ts';
import { createProfileType } from './profile.ts';
import { createResourceServersType } from './resource-servers.ts';
import { createRolesType } from './roles.ts';
import { createSettingsType } from './settings.ts';
import { createSigningKeysType } from './signing-keys.ts';
import { createUsersType } from './users.ts';

export interface BackofficeOperations {
  readonly users: UserAdministration;
  readonly organizations: OrganizationAdministration;
  readonly roles: RoleAdministration;
  readonly customers: CustomerAdministration;
  readonly customerUsers: CustomerUserAdministration;
  readonly clients: ClientRegistration;
  readonly apis: ApiRegistration;
  readonly signingKeys: SigningKeyAdministration;
  readonly settings: SettingAdministration;
  readonly jobs: JobAdministration;
  readonly audit: AuditReview;
  readonly profile: ProfileOperations;
  readonly sessions: Sessions;
  readonly connectedApplications: ConnectedApplications;
  readonly refusals: RefusalReview;
  readonly statistics: Statistics;
}

/** The types of the back-office API, in the order in which people see them. */
export function createBackofficeApi(operations: BackofficeOperations): ResourceType[] {
  const types: ResourceType[] = [
    createUsersType(operations.users, operations.clients),
    createOrganizationsType(operations.organizations),
    createRolesType(operations.roles),
    createCustomersType(operations.customers),
    createCustomerUsersType(operations.customerUsers, operations.clients),
    createOAuthApplicationsType(operations.clients),
    createStatisticsType(operations.statistics, 'backoffice'),
    createRefusalsType(operations.refusals),
    createResourceServersType(operations.apis),
    createSigningKeysType(operations.signingKeys),
    createSettingsType(operations.settings),
    createJobsType(operations.jobs),
    createAuditEventsType(operations.audit),
    createProfileType(operations.profile),
    createSessionsType(operations.sessions),
    createConnectedApplicationsType(operations.connectedApplications, () => describeScopes(types)),
  ];
  return types;
}
