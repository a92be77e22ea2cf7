import type { Caller } from '../access/caller.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListQuery } from '../access/list-query.ts';
import { scopeFor } from '../access/permission.ts';
import { reachOf, requireReach } from '../access/reach.ts';
import { formatSubject, isSamePerson, type PersonRef } from '../access/subject.ts';
import type { LeftBehind } from './client.ts';
import { eventAbout } from './client-event.ts';
import { checkNewOwner, requireAuthorityOfOwner, requireScopesOfClient } from './client-ownership.ts';
import { firstSecretName, generateClientSecret } from './client-secret.ts';
import { type ClientSecretDependencies, newSecret } from './client-secrets.ts';
import { findClient, listClients } from './own-clients.ts';

/** What the new owner needs to know. The secret is told here and never again; null for a public application. */
export interface HandedOver {
  readonly secretId: string | null;
  readonly clientSecret: string | null;
}

/**
 * Gives an application to another owner of its side and organization, bound by that owner's permissions from now on.
 * Its secrets, tokens and consents so far end. Null where the caller's reach holds no such application.
 * @throws AccessDenied, RuleViolation
 */
export async function handOver(
  dependencies: ClientSecretDependencies,
  caller: Caller,
  { id, owner }: { readonly id: string; readonly owner: PersonRef },
): Promise<HandedOver | null> {
  const { clients, cryptography } = dependencies;
  const reach = requireReach(caller, 'oauthapplications', 'edit');
  const reachOfOwner = requireReach(caller, 'oauthapplications', 'create');
  const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
  if (found === null) return null;
  const { client } = found;
  // Who learns a secret can do what the application does, as if they had made it.
  requireScopesOfClient(caller, client);
  await requireAuthorityOfOwner(dependencies, caller, client);
  const check = createInputCheck();
  if (isSamePerson(client.owner, owner)) check.refuse('owner', 'This person owns it already.');
  const { organizationId, side } = client;
  await checkNewOwner(dependencies, caller, { check, reach: reachOfOwner, owner, organizationId, side });
  check.finish();
  const value = client.confidential ? generateClientSecret(side, cryptography) : null;
  const secret =
    value === null
      ? null
      : newSecret(dependencies, { name: firstSecretName, expiresAt: null, value, createdBy: caller.person });
  const details = { from: client.owner && formatSubject(client.owner), to: formatSubject(owner) };
  const event = { ...eventAbout(caller, client), type: 'application.handed-over', details } as const;
  const done = await clients.handOver(found.reach, id, { owner, secret }, event);
  return done ? { secretId: secret?.id ?? null, clientSecret: value } : null;
}

/** What would stop working if somebody left. */
export interface Leaving {
  readonly applications: number;
  readonly active: number;
  readonly liveRefreshTokens: number;
  readonly lastUsedAt: Date | null;
  /** Those that the caller does not reach are counted above, and not listed. */
  readonly beyondReach: number;
  /** At most `mostListed`, active ones first. */
  readonly listed: readonly LeftBehind[];
}

/** How many applications of somebody who leaves are listed. */
const mostListed = 100;

function latest(times: readonly (Date | null)[]): Date | null {
  return times.reduce((later, time) => (time !== null && (later === null || time > later) ? time : later), null);
}

/** Those of somebody's applications that a caller may see, and how many these are; none without the right to it. */
async function reached(
  { clients }: Pick<ClientSecretDependencies, 'clients'>,
  caller: Caller,
  person: PersonRef,
): Promise<{ readonly ids: ReadonlySet<string>; readonly total: number }> {
  const reach = reachOf(caller, 'oauthapplications', 'view');
  if (reach === null || !caller.scopes.has(scopeFor('oauthapplications', 'view'))) return { ids: new Set(), total: 0 };
  const ofThem: ListQuery = {
    filters: [{ field: 'owner', operator: 'equals', values: [person.id] }],
    sort: [
      { field: 'active', descending: true },
      { field: 'name', descending: false },
    ],
    page: { number: 1, size: mostListed },
  };
  const { rows, total } = await listClients(clients, caller, reach, ofThem);
  return { ids: new Set(rows.map(({ client }) => client.id)), total };
}

/**
 * The applications that stop working when somebody is disabled or deleted or leaves. The caller has made sure that it
 * may see the person.
 */
export async function reviewLeaving(
  dependencies: Pick<ClientSecretDependencies, 'clients'>,
  caller: Caller,
  person: PersonRef,
): Promise<Leaving> {
  const { clients } = dependencies;
  const owned = await clients.ownedBy(person);
  const { ids, total } = await reached(dependencies, caller, person);
  return {
    applications: owned.length,
    active: owned.filter(({ active }) => active).length,
    liveRefreshTokens: owned.reduce((sum, { liveRefreshTokens }) => sum + liveRefreshTokens, 0),
    lastUsedAt: latest(owned.map(({ lastUsedAt }) => lastUsedAt)),
    beyondReach: owned.length - total,
    listed: owned.filter(({ id }) => ids.has(id)),
  };
}
