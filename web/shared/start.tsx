import '@mantine/core/styles.css';
import '@mantine/notifications/styles.css';
import './base.css';
import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type AnyRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { base, styleNonce } from './context.ts';
import { startTexts } from './i18n.ts';
import { ApiFailure } from './json-api.ts';
import { Broken, Pending } from './pending.tsx';
import { parseSearch, writeSearch } from './search.ts';
import { theme, variables } from './theme.ts';

function isWorthRepeating(count: number, failure: Error): boolean {
  return count < 2 && failure instanceof ApiFailure && (failure.status === 0 || failure.status === 503);
}

/** Starts an application with its routes. */
export async function start(routeTree: AnyRoute): Promise<void> {
  // The name under which the lock of the scroll bars looks for the nonce of its style.
  Object.assign(globalThis, { __webpack_nonce__: styleNonce });
  await startTexts();
  const queries = new QueryClient({ defaultOptions: { queries: { retry: isWorthRepeating, staleTime: 10_000 } } });
  const router = createRouter({
    routeTree,
    basepath: base,
    parseSearch,
    stringifySearch: writeSearch,
    scrollRestoration: false,
    defaultPendingComponent: Pending,
    defaultErrorComponent: Broken,
  });
  const root = document.getElementById('root');
  if (root === null) return;
  createRoot(root).render(
    <StrictMode>
      <MantineProvider
        theme={theme}
        cssVariablesResolver={variables}
        defaultColorScheme="auto"
        getStyleNonce={() => styleNonce}
      >
        <QueryClientProvider client={queries}>
          <Notifications position="bottom-right" />
          <RouterProvider router={router} />
        </QueryClientProvider>
      </MantineProvider>
    </StrictMode>,
  );
}
