import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { may } from '../shared/context.ts';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

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
