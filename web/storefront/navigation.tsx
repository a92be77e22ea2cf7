import { may } from '../shared/context.ts';
import { ChartIcon, ConnectedIcon, DeviceIcon, PersonIcon } from '../shared/icons.tsx';
import type { NavigationItem } from '../shared/shell.tsx';

/** What the navigation of the storefront account leads to. */
export const navigation: readonly NavigationItem[] = [
  { to: '/my-user', label: 'user.myUser', icon: <PersonIcon /> },
  { to: '/people', label: 'people.company.title', shown: may('customerusers', 'view', 'customer') },
  {
    to: '/company-applications',
    label: 'people.company.applications',
    shown: may('oauthapplications', 'view', 'customer'),
  },
  { to: '/sessions', label: 'account.sessions.title', icon: <DeviceIcon /> },
  { to: '/connected-applications', label: 'account.connected.title', icon: <ConnectedIcon /> },
  { to: '/dashboard', label: 'dashboard.title', icon: <ChartIcon />, shown: may('oauthapplications', 'view') },
];
