import { createRootRoute, createRoute, redirect } from '@tanstack/react-router';
import { MyUserPage } from '../shared/applications/my-user.tsx';
import { readGridSearch } from '../shared/grid/grid-search.ts';
import { PersonIcon } from '../shared/icons.tsx';
import { NotFound } from '../shared/not-found.tsx';
import { Shell } from '../shared/shell.tsx';

const root = createRootRoute({
  component: () => <Shell navigation={[{ to: '/my-user', label: 'user.myUser', icon: <PersonIcon /> }]} />,
  notFoundComponent: NotFound,
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/my-user', replace: true });
  },
});

const myUser = createRoute({
  getParentRoute: () => root,
  path: '/my-user',
  validateSearch: readGridSearch,
  component: MyUserPage,
});

/** Every page of the back-office. */
export const routeTree = root.addChildren([home, myUser]);
