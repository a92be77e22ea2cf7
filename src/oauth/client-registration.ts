import type { Caller } from '../access/caller.ts';
import { differencesOf } from '../access/difference.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import { requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import { formatSubject, type PersonRef, type Side } from '../access/subject.ts';
import type {
  Client,
  ClientAccess,
  ClientApi,
  ClientChanges,
  ClientListing,
  ClientStore,
  RegisteredGrantType,
} from './client.ts';
import {
  type OwnershipDependencies,
  permittedToOwner,
  requireAuthorityOfOwner,
  requireScopesOfClient,
  settleOwnership,
} from './client-ownership.ts';
import { type ClientRules, changedRules, checkClientRules } from './client-rules.ts';
import { generateClientSecret, hashClientSecret, mostSecrets } from './client-secret.ts';
import type { Cryptography } from './cryptography.ts';
import { findClient, listClients } from './own-clients.ts';
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

export interface NewClientSecret {
  readonly name: string;
  /** In the future; null or left out for one that does not expire. */
  readonly expiresAt?: Date | null;
}

/** A client that was created. The secret is told here and never again; null for a public client. */
export interface CreatedClient {
  readonly client: Client;
  readonly secret: string | null;
}

/** A secret that was added. The value is told here and never again. */
export interface AddedSecret {
  readonly id: string;
  readonly value: string;
}

/**
 * What can be done with OAuth applications, from both sides. Every operation checks the caller first.
 * @throws AccessDenied, RuleViolation
 */
export interface ClientRegistration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<ClientListing>>;
  /** Null where the caller's reach holds none of that id. */
  get(caller: Caller, id: string): Promise<ClientListing | null>;
  create(caller: Caller, input: NewClient): Promise<CreatedClient>;
  /** Activates and deactivates too; deactivating ends what was issued, for good. */
  update(caller: Caller, id: string, changes: ClientChanges): Promise<ClientListing | null>;
  delete(caller: Caller, id: string): Promise<boolean>;
  /** Null where the caller's reach holds no such client. */
  addSecret(caller: Caller, id: string, input: NewClientSecret): Promise<AddedSecret | null>;
  /** False where the caller's reach holds no such client or the client no such secret. */
  retireSecret(caller: Caller, id: string, secretId: string): Promise<boolean>;
}

export interface ClientRegistrationDependencies extends OwnershipDependencies {
  readonly clients: ClientStore;
  readonly registeredApis: Pick<RegisteredApiStore, 'all'>;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

const idAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const idLength = 32;
const firstSecretName = 'Default';

function eventAbout(caller: Caller, client: Pick<Client, 'id' | 'name' | 'organizationId'>) {
  return {
    organizationId: client.organizationId,
    actor: caller.actor,
    subject: { kind: 'application', id: client.id, name: client.name },
    origin: caller.origin,
  } as const;
}

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
      secret === null ? [] : [newSecret(dependencies, { name: firstSecretName, expiresAt: null, value: secret })],
    createdBy: caller.person,
    createdAt: now,
    updatedAt: now,
  };
  const owner = client.owner && formatSubject(client.owner);
  const details = { side: client.side, grantTypes: client.grantTypes, owner };
  await clients.insert(client, { ...eventAbout(caller, client), type: 'application.created', details });
  return { client, secret };
}

function newSecret(
  { cryptography, clock }: ClientRegistrationDependencies,
  { name, expiresAt, value }: { readonly name: string; readonly expiresAt: Date | null; readonly value: string },
) {
  const hash = hashClientSecret(value, cryptography);
  return { id: cryptography.randomId(), name, hash, createdAt: clock(), expiresAt };
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
  const current = found.client;
  const check = createInputCheck();
  const { active, name, redirectUris, access, apis, corsOrigins, skipConsent, pkceRequired, guestsAllowed } = changes;
  const changeable = { name, redirectUris, access, apis, corsOrigins, skipConsent, pkceRequired, guestsAllowed };
  const wanted = { ...current, ...differencesOf<ClientChanges>({}, changeable) };
  const permitted = await permittedToOwner(dependencies, current);
  const registered = dependencies.registeredApis.all();
  const judged = { ...wanted, reach, ownership: current, permitted, current, registered };
  const rules = checkClientRules(check, caller, judged);
  check.finish();
  const different = changedRules(current, rules);
  const grants = different.access ?? different.apis;
  if (grants !== undefined) await requireAuthorityOfOwner(dependencies, caller, current);
  const fields = Object.keys(different);
  let listing: ClientListing | null = { client: current, usage: found.usage };
  if (fields.length > 0) {
    const about = eventAbout(caller, { ...current, ...different });
    listing = await clients.update(found.reach, id, different, {
      ...about,
      type: 'application.edited',
      details: { fields },
    });
  }
  if (listing === null || active === undefined || active === current.active) return listing;
  const type = active ? 'application.activated' : 'application.deactivated';
  return clients.update(found.reach, id, { active }, { ...eventAbout(caller, listing.client), type, details: {} });
}

async function remove({ clients }: ClientRegistrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReach(caller, 'oauthapplications', 'delete');
  const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
  if (found === null) return false;
  const { clientId } = found.client;
  const event = { ...eventAbout(caller, found.client), type: 'application.deleted', details: { clientId } } as const;
  return clients.delete(found.reach, id, event);
}

function checkNewSecret({ secrets, confidential }: Client, input: NewClientSecret, now: Date): string {
  const check = createInputCheck();
  const name = check.line('name', input.name, 'A name');
  if (!confidential) check.refuse(null, 'A public application has no secrets.');
  if (secrets.some((secret) => secret.name === name)) check.refuse('name', 'Another secret has this name.');
  if (input.expiresAt && !(input.expiresAt > now)) check.refuse('expiresAt', 'A secret expires in the future.');
  check.finish();
  return name;
}

async function addSecret(
  dependencies: ClientRegistrationDependencies,
  caller: Caller,
  { id, input }: { readonly id: string; readonly input: NewClientSecret },
): Promise<AddedSecret | null> {
  const { clients, cryptography, clock } = dependencies;
  const reach = requireReach(caller, 'oauthapplications', 'edit');
  const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
  if (found === null) return null;
  const { client } = found;
  // Who learns a secret can do what the application does, as if they had made it.
  requireScopesOfClient(caller, client);
  await requireAuthorityOfOwner(dependencies, caller, client);
  const name = checkNewSecret(client, input, clock());
  const value = generateClientSecret(client.side, cryptography);
  const secret = newSecret(dependencies, { name, expiresAt: input.expiresAt ?? null, value });
  const details = { secretId: secret.id, secretName: name };
  const about = eventAbout(caller, client);
  if (await clients.insertSecret(found.reach, id, secret, { ...about, type: 'application.secret-added', details })) {
    return { id: secret.id, value };
  }
  const message = `An application has at most ${mostSecrets} secrets. Retire one first.`;
  throw new RuleViolation([{ field: null, message }], true);
}

async function retireSecret(
  { clients }: ClientRegistrationDependencies,
  caller: Caller,
  { id, secretId }: { readonly id: string; readonly secretId: string },
): Promise<boolean> {
  const reach = requireReach(caller, 'oauthapplications', 'edit');
  const found = isId(id) && isId(secretId) ? await findClient(clients, caller, reach, id) : null;
  const secret = found?.client.secrets.find((each) => each.id === secretId);
  if (!found || !secret) return false;
  const details = { secretId, secretName: secret.name };
  const event = { ...eventAbout(caller, found.client), type: 'application.secret-retired', details } as const;
  return clients.retireSecret(found.reach, id, secretId, event);
}

/** Makes the operations on OAuth applications that both JSON:APIs, the pages and the command line share. */
export function createClientRegistration(dependencies: ClientRegistrationDependencies): ClientRegistration {
  const { clients } = dependencies;
  return {
    list: async (caller, query) =>
      listClients(clients, caller, requireReach(caller, 'oauthapplications', 'view'), query),
    async get(caller, id) {
      const reach = requireReach(caller, 'oauthapplications', 'view');
      const found = isId(id) ? await findClient(clients, caller, reach, id) : null;
      return found && { client: found.client, usage: found.usage };
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    delete: (caller, id) => remove(dependencies, caller, id),
    addSecret: (caller, id, input) => addSecret(dependencies, caller, { id, input }),
    retireSecret: (caller, id, secretId) => retireSecret(dependencies, caller, { id, secretId }),
  };
}
