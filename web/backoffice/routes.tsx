import { lazyRouteComponent } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { createRouteTree } from '../shared/route-tree.tsx';
import { navigation } from './navigation.tsx';

/** Every page of the back-office. Those behind the first are fetched when they are opened (lazyRouteComponent). */
export const routeTree = createRouteTree({
  home: '/my-user',
  navigation,
  pages: [
    { path: '/my-user', component: MyUserPage },
    {
      path: '/settings',
      component: lazyRouteComponent(() => import('./settings/settings-page.tsx'), 'SettingsPage'),
    },
    {
      path: '/signing-keys',
      component: lazyRouteComponent(() => import('./signing-keys/signing-keys-page.tsx'), 'SigningKeysPage'),
    },
    { path: '/jobs', component: lazyRouteComponent(() => import('./jobs/jobs-page.tsx'), 'JobsPage') },
  ],
});
