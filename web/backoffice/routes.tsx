import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { may } from '../shared/context.ts';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

/** Every page of the back-office. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: may('oauthapplications', 'view') ? '/dashboard' : '/my-user',
  navigation,
  pages: [
    { path: '/my-user', component: MyUserPage },
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
