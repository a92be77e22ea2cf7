import { everywhere } from './access/reach.ts';
import type { PersonRef } from './access/subject.ts';
import { displayName } from './directory/person.ts';
import type { Client } from './oauth/client.ts';
import type { Storage } from './storage/open-storage.ts';

/** Makes what finds the names that pages show: of people, and of who runs an application. */
export function createNames({ customerUsers, organizations, users }: Storage) {
  async function nameOf(person: PersonRef): Promise<string> {
    const store = person.kind === 'user' ? users : customerUsers;
    const found = await store.get(everywhere, person.id);
    return found === null ? '' : displayName(found);
  }

  async function localeOf(person: PersonRef): Promise<string> {
    const store = person.kind === 'user' ? users : customerUsers;
    return (await store.get(everywhere, person.id))?.locale ?? 'en';
  }

  return {
    nameOf,
    localeOf,
    async partiesOf({ organizationId, owner }: Client) {
      const organization = await organizations.findById(organizationId);
      return { organization: organization?.name ?? '', owner: owner && (await nameOf(owner)) };
    },
  };
}
