import { builtInRoles } from '../directory/role.ts';
import type { RegisteredGrantType } from '../oauth/client.ts';

/** A believable small business: a holding that sees everything and two houses that do not see each other. */
export const demoOrganizations = {
  group: { name: 'Alderfinch Group', global: true },
  retail: { name: 'Alderfinch Retail', global: false },
  supply: { name: 'Alderfinch Supply', global: false },
} as const;

export type DemoOrganization = keyof typeof demoOrganizations;

interface DemoUser {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly role: (typeof builtInRoles)['administrator' | 'organizationAdministrator' | 'member'];
  readonly organizations: readonly DemoOrganization[];
}

const { administrator, organizationAdministrator, member, buyerAdministrator, buyer } = builtInRoles;

export const demoUsers: readonly DemoUser[] = [
  {
    username: 'ines.moreau',
    firstName: 'Inès',
    lastName: 'Moreau',
    role: administrator,
    organizations: ['group', 'retail'],
  },
  {
    username: 'jonas.weber',
    firstName: 'Jonas',
    lastName: 'Weber',
    role: organizationAdministrator,
    organizations: ['retail'],
  },
  { username: 'lena.kovalenko', firstName: 'Lena', lastName: 'Kovalenko', role: member, organizations: ['retail'] },
  {
    username: 'nadia.haddad',
    firstName: 'Nadia',
    lastName: 'Haddad',
    role: organizationAdministrator,
    organizations: ['supply'],
  },
];

/** The mail domain of the demo's employees. It is reserved, so that no mail ever leaves (RFC 2606). */
export const demoMailDomain = 'alderfinch.example';

/** The one customer, in the retail house. */
export const demoCustomer = { name: 'Harbour Kitchens', organization: 'retail' } as const;

export const demoCustomerUsers = [
  { email: 'paula.ortiz@harbour-kitchens.example', firstName: 'Paula', lastName: 'Ortiz', role: buyerAdministrator },
  { email: 'sam.reed@harbour-kitchens.example', firstName: 'Sam', lastName: 'Reed', role: buyer },
] as const;

interface DemoApplication {
  readonly name: string;
  readonly grant: RegisteredGrantType;
  readonly organization: DemoOrganization;
  /** The user name, or on the storefront the e-mail address. */
  readonly owner: string;
}

export const demoApplications: Readonly<Record<'backoffice' | 'storefront', readonly DemoApplication[]>> = {
  backoffice: [
    { name: 'Stock report', grant: 'client_credentials', organization: 'group', owner: 'ines.moreau' },
    { name: 'Warehouse scanner', grant: 'password', organization: 'retail', owner: 'jonas.weber' },
    { name: 'Price planner', grant: 'authorization_code', organization: 'retail', owner: 'jonas.weber' },
  ],
  storefront: [
    { name: 'Reorder robot', grant: 'client_credentials', organization: 'retail', owner: demoCustomerUsers[0].email },
    { name: 'Shop for phones', grant: 'password', organization: 'retail', owner: demoCustomerUsers[0].email },
    { name: 'Recipe planner', grant: 'authorization_code', organization: 'retail', owner: demoCustomerUsers[1].email },
  ],
};

/** Where the demo's authorization_code applications are sent back to; any port does (RFC 8252 §7.3). */
export const demoRedirectUri = 'http://127.0.0.1/callback';
