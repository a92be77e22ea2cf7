import { may, mayEverywhere } from '../shared/context.ts';
import { ChartIcon, ConnectedIcon, DeviceIcon, PersonIcon } from '../shared/icons.tsx';
import type { NavigationItem } from '../shared/shell.tsx';

const customers: readonly NavigationItem[] = [];

const userManagement: readonly NavigationItem[] = [];

const system: readonly NavigationItem[] = [
  { label: 'navigation.userManagement', items: userManagement },
  {
    to: '/refused-requests',
    label: 'refusals.title',
    shown: may('oauthapplications', 'view', 'organization'),
  },
  { to: '/settings', label: 'settings.title', shown: mayEverywhere('settings', 'view') },
  { to: '/signing-keys', label: 'signingKeys.title', shown: mayEverywhere('signingkeys', 'view') },
  { to: '/jobs', label: 'jobs.title', shown: mayEverywhere('jobs', 'view') },
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
