import type { PersonRef } from '../access/subject.ts';
import type { AccountStore } from './account.ts';
import type { Organization, OrganizationStore } from './organization.ts';

export interface HomeDependencies {
  readonly accounts: Pick<AccountStore, 'memberships'>;
  readonly organizations: Pick<OrganizationStore, 'findById'>;
}

/** The enabled organizations that a person belongs to: global ones first, then by name. The first is where one begins. */
export async function organizationsOf(
  { accounts, organizations }: HomeDependencies,
  person: PersonRef,
): Promise<readonly Organization[]> {
  const all = await Promise.all((await accounts.memberships(person)).map((id) => organizations.findById(id)));
  const enabled = all.filter((each): each is Organization => each?.enabled === true);
  return enabled.sort((one, other) => Number(other.global) - Number(one.global) || one.name.localeCompare(other.name));
}
