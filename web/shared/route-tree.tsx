import { createRootRoute, createRoute, type RouteComponent, redirect } from '@tanstack/react-router';
import { readGridSearch } from './grid/grid-search.ts';
import { NotFound } from './not-found.tsx';
import { type NavigationItem, Shell } from './shell.tsx';

/** A page at an address below the one of the application. */
export interface PageRoute {
  /** `/users/$id`: what begins with `$` is a parameter. */
  readonly path: string;
  readonly component: RouteComponent;
}

interface RouteTreeOptions {
  readonly navigation: readonly NavigationItem[];
  readonly pages: readonly PageRoute[];
  /** The page that the address of the application itself leads to. */
  readonly home: string;
}

/** Makes the routes of an application. */
export function createRouteTree({ home, navigation, pages }: RouteTreeOptions) {
  const root = createRootRoute({ component: () => <Shell navigation={navigation} />, notFoundComponent: NotFound });
  const start = createRoute({
    getParentRoute: () => root,
    path: '/',
    beforeLoad: () => {
      throw redirect({ to: home, replace: true });
    },
  });
  const routes = pages.map(({ component, path }) =>
    createRoute({ getParentRoute: () => root, path, validateSearch: readGridSearch, component }),
  );
  return root.addChildren([start, ...routes]);
}
