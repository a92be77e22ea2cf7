import type { Caller } from '../access/caller.ts';
import { isId } from '../access/input-check.ts';
import { type Reach, requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { BulkAction, ClientBrief, ClientStore } from './client.ts';
import { eventAbout } from './client-event.ts';
import { ownReaches } from './own-clients.ts';

/** How many applications one request may change. */
export const mostAtOnce = 1_000;

/** An application that was left as it is, and why. */
export interface NotChanged {
  readonly id: string;
  readonly code: 'not_found' | 'conflict';
  readonly detail: string;
}

/** What came of a change of many applications, in the order in which they were named. */
export interface ManyChanged {
  /** Those that now are as they were wanted, also where they were so before. */
  readonly done: readonly string[];
  readonly refused: readonly NotChanged[];
}

export interface BulkDependencies {
  readonly clients: ClientStore;
  /** Where somebody belongs; the directory's account store fits. */
  readonly accounts: { memberships(person: NonNullable<Caller['person']>): Promise<readonly string[]> };
}

/** Why an application whose owner cannot act is not activated. */
export const withoutOwner =
  'Its owner is disabled, deleted or no longer in the organization. Hand it over to somebody else first.';

const notFound = 'Nothing with this id is within your reach.';

function eventFor(caller: Caller, action: BulkAction, client: ClientBrief): AuditEvent {
  const about = eventAbout(caller, client);
  switch (action) {
    case 'activate':
      return { ...about, type: 'application.activated', details: {} };
    case 'deactivate':
      return { ...about, type: 'application.deactivated', details: {} };
    case 'delete':
      return { ...about, type: 'application.deleted', details: { clientId: client.clientId } };
  }
}

/**
 * Does the same with many applications in one transaction. Each one is judged for itself: those out of reach, or
 * without an owner who could act, are left and named, the others are changed, each with its own event.
 * @throws AccessDenied, RuleViolation
 */
export async function changeMany(
  { accounts, clients }: BulkDependencies,
  caller: Caller,
  { action, ids }: { readonly action: BulkAction; readonly ids: readonly string[] },
): Promise<ManyChanged> {
  const reach: Reach = requireReach(caller, 'oauthapplications', action === 'delete' ? 'delete' : 'edit');
  const named = [...new Set(ids)];
  if (named.length > mostAtOnce) {
    throw new RuleViolation([{ field: 'ids', message: `Name at most ${mostAtOnce} applications at once.` }]);
  }
  const reaches = [reach, ...(await ownReaches(accounts, caller, reach))];
  const eventOf = (client: ClientBrief) => eventFor(caller, action, client);
  const result = await clients.changeMany(reaches, named.filter(isId), action, eventOf);
  const done = new Set(result.done);
  const orphans = new Set(result.withoutOwner);
  const refused = named
    .filter((id) => !done.has(id))
    .map((id): NotChanged => {
      if (orphans.has(id)) return { id, code: 'conflict', detail: withoutOwner };
      return { id, code: 'not_found', detail: notFound };
    });
  return { done: named.filter((id) => done.has(id)), refused };
}
