import { may, mayEverywhere } from '../shared/context.ts';
import { ChartIcon, ConnectedIcon, DeviceIcon, PersonIcon } from '../shared/icons.tsx';
import type { NavigationItem } from '../shared/shell.tsx';

/** Whether one sees more of something than what is one's own. */
const sees = (type: string) => may(type, 'view', 'organization');

const customers: readonly NavigationItem[] = [
  { to: '/customers', label: 'customers.title', shown: sees('customers') },
  { to: '/customer-users', label: 'people.customerUsers.title', shown: sees('customerusers') },
  {
    to: '/customer-user-oauth-applications',
    label: 'administeredApplications.title.storefront',
    shown: sees('oauthapplications'),
  },
];

const userManagement: readonly NavigationItem[] = [
  { to: '/users', label: 'people.users.title', shown: sees('users') },
  { to: '/roles', label: 'roles.title', shown: sees('roles') },
  { to: '/organizations', label: 'organizations.title', shown: sees('organizations') },
  { to: '/oauth-applications', label: 'administeredApplications.title.backoffice', shown: sees('oauthapplications') },
];

const system: readonly NavigationItem[] = [
  { label: 'navigation.userManagement', items: userManagement },
  { to: '/settings', label: 'settings.title', shown: mayEverywhere('settings', 'view') },
  { to: '/signing-keys', label: 'signingKeys.title', shown: mayEverywhere('signingkeys', 'view') },
  { to: '/registered-apis', label: 'registeredApis.title', shown: mayEverywhere('resourceservers', 'view') },
  { to: '/jobs', label: 'jobs.title', shown: mayEverywhere('jobs', 'view') },
  { to: '/refused-requests', label: 'refusals.title', shown: sees('oauthapplications') },
  { to: '/audit-log', label: 'audit.title', shown: may('auditevents', 'view') },
];

/** What the navigation of the back-office leads to. Groups of which nothing is of use to a person are not shown. */
export const navigation: readonly NavigationItem[] = [
  { to: '/dashboard', label: 'dashboard.title', icon: <ChartIcon />, shown: may('oauthapplications', 'view') },
  { to: '/my-user', label: 'user.myUser', icon: <PersonIcon /> },
  { to: '/sessions', label: 'account.sessions.title', icon: <DeviceIcon /> },
  { to: '/connected-applications', label: 'account.connected.title', icon: <ConnectedIcon /> },
  { label: 'navigation.customers', items: customers },
  { label: 'navigation.system', items: system },
];
