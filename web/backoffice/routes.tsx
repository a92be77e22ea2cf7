import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { may } from '../shared/context.ts';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

const customers = () => import('./customers/customers-page.tsx');
const customer = () => import('./customers/customer-page.tsx');
const customerUsers = () => import('./customer-users/customer-users-page.tsx');
const customerUser = () => import('../shared/people/customer-user-page.tsx');
const users = () => import('./users/users-page.tsx');
const user = () => import('./users/user-page.tsx');
const organizations = () => import('./organizations/organizations-page.tsx');
const organization = () => import('./organizations/organization-page.tsx');
const roles = () => import('./roles/roles-page.tsx');
const role = () => import('./roles/role-page.tsx');
const applications = () => import('./applications/applications-page.tsx');
const createApplication = () => import('./applications/create-page.tsx');
const editApplication = () => import('./applications/edit-page.tsx');
const registeredApis = () => import('./registered-apis/registered-apis-page.tsx');
const application = () => import('../shared/applications/application-page.tsx');

/** Every page of the back-office. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: may('oauthapplications', 'view') ? '/dashboard' : '/my-user',
  navigation,
  pages: [
    { path: '/my-user', component: MyUserPage },
    { path: '/customers', component: lazyRouteComponent(customers, 'CustomersPage') },
    { path: '/customers/$id', component: lazyRouteComponent(customer, 'CustomerPage') },
    { path: '/customer-users', component: lazyRouteComponent(customerUsers, 'CustomerUsersPage') },
    { path: '/customer-users/$id', component: lazyRouteComponent(customerUser, 'CustomerUserPage') },
    { path: '/users', component: lazyRouteComponent(users, 'UsersPage') },
    { path: '/users/$id', component: lazyRouteComponent(user, 'UserPage') },
    { path: '/organizations', component: lazyRouteComponent(organizations, 'OrganizationsPage') },
    { path: '/organizations/$id', component: lazyRouteComponent(organization, 'OrganizationPage') },
    { path: '/roles', component: lazyRouteComponent(roles, 'RolesPage') },
    { path: '/roles/$id', component: lazyRouteComponent(role, 'RolePage') },
    {
      path: '/dashboard',
      component: lazyRouteComponent(() => import('../shared/dashboard/dashboard.tsx'), 'DashboardPage'),
    },
    {
      path: '/refused-requests',
      component: lazyRouteComponent(
        () => import('../shared/refusals/refused-requests-page.tsx'),
        'RefusedRequestsPage',
      ),
    },
    { path: '/oauth-applications', component: lazyRouteComponent(applications, 'OAuthApplicationsPage') },
    {
      path: '/oauth-applications/create',
      component: lazyRouteComponent(createApplication, 'CreateOAuthApplicationPage'),
    },
    { path: '/oauth-applications/$id', component: lazyRouteComponent(application, 'ApplicationPage') },
    {
      path: '/oauth-applications/$id/edit',
      component: lazyRouteComponent(editApplication, 'EditOAuthApplicationPage'),
    },
    { path: '/registered-apis', component: lazyRouteComponent(registeredApis, 'RegisteredApisPage') },
    {
      path: '/customer-user-oauth-applications',
      component: lazyRouteComponent(applications, 'CustomerUserOAuthApplicationsPage'),
    },
    {
      path: '/customer-user-oauth-applications/create',
      component: lazyRouteComponent(createApplication, 'CreateCustomerUserOAuthApplicationPage'),
    },
    { path: '/customer-user-oauth-applications/$id', component: lazyRouteComponent(application, 'ApplicationPage') },
    {
      path: '/customer-user-oauth-applications/$id/edit',
      component: lazyRouteComponent(editApplication, 'EditOAuthApplicationPage'),
    },
    {
      path: '/settings',
      component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
    },
    {
      path: '/signing-keys',
      component: lazyRouteComponent(() => import('./signing-keys/signing-keys-page.tsx'), 'SigningKeysPage'),
    },
    { path: '/jobs', component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage') },
    {
      path: '/sessions',
      component: lazyRouteComponent(() => import('../shared/sessions/sessions-page.tsx'), 'SessionsPage'),
    },
    {
      path: '/connected-applications',
      component: lazyRouteComponent(
        () => import('../shared/connected-applications/connected-applications-page.tsx'),
        'ConnectedApplicationsPage',
      ),
    },
    {
      path: '/audit-log',
      component: lazyRouteComponent(() => import('../shared/audit/audit-log-page.tsx'), 'AuditLogPage'),
    },
    {
      path: '/audit-log/$id',
      component: lazyRouteComponent(() => import('../shared/audit/audit-event-page.tsx'), 'AuditEventPage'),
    },
  ],
});
