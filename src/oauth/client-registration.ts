import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import { exportEvent } from '../access/list-export.ts';
import type { Batches, ListPage, ListQuery, WholeList } from '../access/list-query.ts';
import { everywhere, requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import { formatSubject, type PersonRef, type Side } from '../access/subject.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type {
  BulkAction,
  Client,
  ClientAccess,
  ClientApi,
  ClientChanges,
  ClientListing,
  ClientStore,
  ClientView,
  RegisteredGrantType,
} from './client.ts';
import { type BulkDependencies, changeMany, type ManyChanged, withoutOwner } from './client-bulk.ts';
import { eventAbout } from './client-event.ts';
import { type HandedOver, handOver, type Leaving, reviewLeaving } from './client-hand-over.ts';
import {
  type OwnershipDependencies,
  ownerStands,
  permittedToOwner,
  requireAuthorityOfOwner,
  settleOwnership,
} from './client-ownership.ts';
import { type ClientRules, changedRules, checkClientRules } from './client-rules.ts';
import { firstSecretName, generateClientSecret } from './client-secret.ts';
import { type AddedSecret, addSecret, type NewClientSecret, newSecret, retireSecret } from './client-secrets.ts';
import type { Cryptography } from './cryptography.ts';
import { boundToOwn, findClient, listClients } from './own-clients.ts';
import type { RegisteredApiStore } from './registered-api.ts';

/** What an application is created with. What is left out takes the value said here. */
export interface NewClient {
  readonly name: string;
  /** The owner's side, or the caller's. */
  readonly side?: Side;
  /** The caller's current one. Another may be chosen while working in a global organization; later it is fixed. */
  readonly organizationId?: string;
  /** The caller's person, where it lives on that side. Null for an application that acts for nobody. */
  readonly owner?: PersonRef | null;
  /** Exactly what the application may use, for good; an empty list means none. */
  readonly grantTypes: readonly RegisteredGrantType[];
  readonly redirectUris?: readonly string[];
  /** Yes. */
  readonly confidential?: boolean;
  /** No. */
  readonly skipConsent?: boolean;
  /** Yes. */
  readonly pkceRequired?: boolean;
  /** No. */
  readonly tokenReuse?: boolean;
  /** Yes for storefront applications with the password grant. */
  readonly guestsAllowed?: boolean;
  /** Yes. */
  readonly active?: boolean;
  /** Everything its owner may do. */
  readonly access?: ClientAccess;
  /** None beside our own API of the side. */
  readonly apis?: readonly ClientApi[];
  /** None. */
  readonly corsOrigins?: readonly string[];
}

/** A client that was created. The secret is told here and never again; null for a public client. */
export interface CreatedClient {
  readonly client: Client;
  readonly listing: ClientListing;
  readonly secret: string | null;
}

/**
 * What can be done with OAuth applications, from both sides. Every operation checks the caller first.
 * @throws AccessDenied, RuleViolation
 */
export interface ClientRegistration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ClientListing>>;
  /** The same list as a whole. It is written to the audit log before the first row. */
  export(caller: Caller, query: WholeList): Promise<Batches<ClientListing>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<ClientView | null>;
  create(caller: Caller, input: NewClient): Promise<CreatedClient>;
  /** Activates and deactivates too; deactivating ends what was issued, for good. */
  update(caller: Caller, id: string, changes: ClientChanges): Promise<ClientListing | null>;
  delete(caller: Caller, id: string): Promise<boolean>;
  /** Does the same with many at once, each judged for itself. */
  changeMany(caller: Caller, action: BulkAction, ids: readonly string[]): Promise<ManyChanged>;
  /** Gives it to another owner and ends all that was issued. Null where the caller's reach holds no such client. */
  handOver(caller: Caller, id: string, owner: PersonRef): Promise<HandedOver | null>;
  /** What would stop working if a person left whom the caller may see. */
  reviewLeaving(caller: Caller, person: PersonRef): Promise<Leaving>;
  /** Null where the caller's reach holds no such client. */
  addSecret(caller: Caller, id: string, input: NewClientSecret): Promise<AddedSecret | null>;
  /** False where the caller's reach holds no such client or the client no such secret. */
  retireSecret(caller: Caller, id: string, secretId: string): Promise<boolean>;
}

export interface ClientRegistrationDependencies extends OwnershipDependencies {
  readonly accounts: OwnershipDependencies['accounts'] & BulkDependencies['accounts'];
  readonly clients: ClientStore;
  readonly registeredApis: Pick<RegisteredApiStore, 'all'>;
  readonly auditLog: Pick<AuditLog, 'append'>;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const idLength = 32;

/** The rules' view of what is to be created, with what is left out filled in. */
function completeRules(input: NewClient, side: Side): ClientRules {
  const grantTypes = [...new Set(input.grantTypes)];
  return {
    side,
    grantTypes,
    name: input.name,
    redirectUris: [...new Set(input.redirectUris ?? [])],
    confidential: input.confidential ?? true,
    skipConsent: input.skipConsent ?? false,
    pkceRequired: input.pkceRequired ?? true,
    tokenReuse: input.tokenReuse ?? false,
    guestsAllowed: input.guestsAllowed ?? (side === 'storefront' && grantTypes.includes('password')),
    access: input.access ?? { mode: 'everything' },
    apis: input.apis ?? [],
    corsOrigins: input.corsOrigins ?? [],
  };
}

async function create(
  dependencies: ClientRegistrationDependencies,
  caller: Caller,
  input: NewClient,
): Promise<CreatedClient> {
  const { clients, cryptography, clock, registeredApis } = dependencies;
  const registered = registeredApis.all();
  const reach = requireReach(caller, 'oauthapplications', 'create');
  const check = createInputCheck();
  const ownership = await settleOwnership(dependencies, caller, { ...input, check, reach });
  const permitted = await permittedToOwner(dependencies, ownership);
  const wanted = completeRules(input, ownership.side);
  const rules = checkClientRules(check, caller, { ...wanted, reach, ownership, permitted, registered });
  check.finish();
  const now = clock();
  const secret = rules.confidential ? generateClientSecret(rules.side, cryptography) : null;
  const client: Client = {
    ...rules,
    id: cryptography.randomId(),
    clientId: cryptography.randomText(idLength, idAlphabet),
    organizationId: ownership.organizationId,
    owner: ownership.owner,
    active: input.active ?? true,
    epoch: 0,
    secrets:
      secret === null
        ? []
        : [
            newSecret(dependencies, {
              name: firstSecretName,
              expiresAt: null,
              value: secret,
              createdBy: caller.person,
            }),
          ],
    createdBy: caller.person,
    createdAt: now,
    updatedBy: caller.person,
    updatedAt: now,
  };
  const owner = client.owner && formatSubject(client.owner);
  const details = { side: client.side, grantTypes: client.grantTypes, owner };
  await clients.insert(client, { ...eventAbout(caller, client), type: 'application.created', details });
  const listing = await clients.get(everywhere, client.id);
  if (listing === null) throw new Error('the application that was made just now is gone');
  return { client, listing, secret };
}

/** Two changes, so that the log says plainly that an application was (de)activated. */
async function update(
  dependencies: ClientRegistrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: ClientChanges },
): Promise<ClientListing | null> {
  const { clients } = dependencies;
  const reach = requireReach(caller, 'oauthapplications', 'edit');
  const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
  if (found === null) return null;
  const { reach: within, ...listed } = found;
  const current = found.client;
  const check = createInputCheck();
  const { active, name, redirectUris, access, apis, corsOrigins } = changes;
  const { skipConsent, pkceRequired, tokenReuse, guestsAllowed } = changes;
  const flags = { skipConsent, pkceRequired, tokenReuse, guestsAllowed };
  const changeable = { name, redirectUris, access, apis, corsOrigins, ...flags };
  const wanted = { ...current, ...differencesOf<ClientChanges>({}, changeable) };
  const permitted = await permittedToOwner(dependencies, current);
  const registered = dependencies.registeredApis.all();
  const judged = { ...wanted, reach, ownership: current, permitted, current, registered };
  const rules = checkClientRules(check, caller, judged);
  check.finish();
  if (active && !current.active && !(await ownerStands(dependencies, current))) {
    throw new RuleViolation([{ field: 'active', message: withoutOwner }], true);
  }
  const different = changedRules(current, rules);
  const grants = different.access ?? different.apis;
  if (grants !== undefined) await requireAuthorityOfOwner(dependencies, caller, current);
  const fields = Object.keys(different);
  let listing: ClientListing | null = listed;
  if (fields.length > 0) {
    const about = eventAbout(caller, { ...current, ...different });
    listing = await clients.update(within, id, different, {
      ...about,
      type: 'application.edited',
      details: { fields },
    });
  }
  if (listing === null || active === undefined || active === current.active) return listing;
  const type = active ? 'application.activated' : 'application.deactivated';
  return clients.update(within, id, { active }, { ...eventAbout(caller, listing.client), type, details: {} });
}

async function remove({ clients }: ClientRegistrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReach(caller, 'oauthapplications', 'delete');
  const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
  if (found === null) return false;
  const { clientId } = found.client;
  const event = { ...eventAbout(caller, found.client), type: 'application.deleted', details: { clientId } } as const;
  return clients.delete(found.reach, id, event);
}

/** Makes the operations on OAuth applications that both JSON:APIs, the pages and the command line share. */
export function createClientRegistration(dependencies: ClientRegistrationDependencies): ClientRegistration {
  const { clients } = dependencies;
  return {
    list: async (caller, query) =>
      listClients(clients, caller, requireReach(caller, 'oauthapplications', 'view'), query),
    async export(caller, query) {
      const bound = boundToOwn(caller, requireReach(caller, 'oauthapplications', 'view'), query);
      await dependencies.auditLog.append(exportEvent(caller, 'oauthapplications', query));
      return clients.batches(bound.reach, bound.query);
    },
    async get(caller, id) {
      const reach = requireReach(caller, 'oauthapplications', 'view');
      const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
      if (found === null) return null;
      const { reach: _, ...listing } = found;
      return { ...listing, liveRefreshTokens: await clients.countLiveRefreshTokens(id) };
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    delete: (caller, id) => remove(dependencies, caller, id),
    changeMany: (caller, action, ids) => changeMany(dependencies, caller, { action, ids }),
    handOver: (caller, id, owner) => handOver(dependencies, caller, { id, owner }),
    reviewLeaving: (caller, person) => reviewLeaving(dependencies, caller, person),
    addSecret: (caller, id, input) => addSecret(dependencies, caller, { id, input }),
    retireSecret: (caller, id, secretId) => retireSecret(dependencies, caller, { id, secretId }),
  };
}
