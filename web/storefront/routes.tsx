import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

/** Every page of the storefront account. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: '/my-user',
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
  ],
});
