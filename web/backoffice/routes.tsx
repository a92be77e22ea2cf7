import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

const applications = () => import('./applications/applications-page.tsx');
const createApplication = () => import('./applications/create-page.tsx');
const editApplication = () => import('./applications/edit-page.tsx');
const registeredApis = () => import('./registered-apis/registered-apis-page.tsx');
const application = () => import('../shared/applications/application-page.tsx');

/** Every page of the back-office. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: '/my-user',
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
  ],
});
