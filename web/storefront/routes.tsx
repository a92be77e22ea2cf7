import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

const people = () => import('./people/people-page.tsx');
const person = () => import('../shared/people/customer-user-page.tsx');
const companyApplications = () => import('./people/company-applications-page.tsx');
const application = () => import('../shared/applications/application-page.tsx');

/** Every page of the storefront account. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: '/my-user',
  navigation,
  pages: [
    { path: '/my-user', component: MyUserPage },
    { path: '/people', component: lazyRouteComponent(people, 'PeoplePage') },
    { path: '/people/$id', component: lazyRouteComponent(person, 'CustomerUserPage') },
    { path: '/company-applications', component: lazyRouteComponent(companyApplications, 'CompanyApplicationsPage') },
    { path: '/oauth-applications/$id', component: lazyRouteComponent(application, 'ApplicationPage') },
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
  ],
});
