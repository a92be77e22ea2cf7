import type { Caller } from '../access/caller.ts';
import type { Client } from './client.ts';

/** The facts that every event about an application shares. */
export function eventAbout(caller: Caller, client: Pick<Client, 'id' | 'name' | 'organizationId'>) {
  return {
    organizationId: client.organizationId,
    actor: caller.actor,
    subject: { kind: 'application', id: client.id, name: client.name },
    origin: caller.origin,
  } as const;
}
