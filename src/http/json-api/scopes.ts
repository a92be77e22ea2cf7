import { type Protected, protectedTypes } from '../../access/permission.ts';
import type { Side } from '../../access/subject.ts';
import type { ScopeDescription } from '../../oauth/resource-server.ts';

/** What the two scopes of a type allow, in words that people read on a consent page. */
const sentences: Readonly<Record<Side, Readonly<Partial<Record<Protected, readonly [read: string, write: string]>>>>> =
  {
    backoffice: {
      users: ['See the users of the back-office.', 'Add, change and remove users of the back-office.'],
      organizations: ['See the organizations.', 'Add and change organizations.'],
      roles: ['See the roles and their permissions.', 'Add, change and remove roles.'],
      customers: ['See the customers.', 'Add, change and remove customers.'],
      customerusers: ['See the customer users of the storefront.', 'Add, change and remove customer users.'],
      oauthapplications: [
        'See the OAuth applications.',
        'Add, change and remove OAuth applications and their secrets.',
      ],
      profile: ['See your own profile.', 'Change your own profile and password.'],
    },
    storefront: {
      customerusers: ['See the people of your company in the storefront.', 'Add and change people of your company.'],
      oauthapplications: [
        'See your OAuth applications.',
        'Add, change and remove your OAuth applications and their secrets.',
      ],
      profile: ['See your own profile.', 'Change your own profile and password.'],
    },
  };

/** The scopes of a side's API, each with its sentence, in the order in which people see them. */
export function describeScopes(side: Side): ScopeDescription[] {
  return protectedTypes[side].flatMap((type) => {
    const [read, write] = sentences[side][type] ?? ['', ''];
    return [
      { scope: `${type}:read`, sentence: read },
      { scope: `${type}:write`, sentence: write },
    ];
  });
}
