import { context, may, type Side } from '../context.ts';
import type { Application } from './application.ts';

/** Where the pages about the applications of a side are in the back-office; the account has those of its own side. */
export const pathOf: Readonly<Record<Side, string>> = {
  backoffice: '/oauth-applications',
  storefront: context.side === 'backoffice' ? '/customer-user-oauth-applications' : '/oauth-applications',
};

/** The page about an application. */
export function applicationPath({ attributes, id }: Application): string {
  return `${pathOf[attributes.side]}/${id}`;
}

/** The page of the list in which one finds an application. */
export function listPath({ attributes }: Application): string {
  const administers = context.side === 'backoffice' && may('oauthapplications', 'view', 'organization');
  return administers ? pathOf[attributes.side] : '/my-user';
}
