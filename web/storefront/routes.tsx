import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

const application = () => import('../shared/applications/application-page.tsx');

/** Every page of the storefront account. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: '/my-user',
  navigation,
  pages: [
    { path: '/my-user', component: MyUserPage },
    { path: '/oauth-applications/$id', component: lazyRouteComponent(application, 'ApplicationPage') },
  ],
});
