import { may } from '../shared/context.ts';
import { PersonIcon } from '../shared/icons.tsx';
import type { NavigationItem } from '../shared/shell.tsx';
import { reachesAll } from './reach.ts';

const administersApplications = may('oauthapplications', 'view', 'organization');

const customers: readonly NavigationItem[] = [
  {
    to: '/customer-user-oauth-applications',
    label: 'administeredApplications.title.storefront',
    shown: administersApplications,
  },
];

const userManagement: readonly NavigationItem[] = [
  { to: '/oauth-applications', label: 'administeredApplications.title.backoffice', shown: administersApplications },
];

const system: readonly NavigationItem[] = [
  { label: 'navigation.userManagement', items: userManagement },
  { to: '/registered-apis', label: 'registeredApis.title', shown: reachesAll('resourceservers') },
];

/** What the navigation of the back-office leads to. Groups of which nothing is of use to a person are not shown. */
export const navigation: readonly NavigationItem[] = [
  { to: '/my-user', label: 'user.myUser', icon: <PersonIcon /> },
  { label: 'navigation.customers', items: customers },
  { label: 'navigation.system', items: system },
];
