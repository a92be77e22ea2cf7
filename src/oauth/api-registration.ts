import type { Caller } from '../access/caller.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Action } from '../access/permission.ts';
import { type Reach, requireGlobalReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { Side } from '../access/subject.ts';
import { checkApiScopes, whyNoApiIdentifier } from './api-rules.ts';
import { generateResourceServerSecret } from './client-secret.ts';
import type { Cryptography } from './cryptography.ts';
import type { RegisteredApi, RegisteredApiChanges, RegisteredApiStore } from './registered-api.ts';
import type { ScopeDescription } from './resource-server.ts';

export interface NewApi {
  /** An https URI without a fragment; http only on loopback. */
  readonly identifier: string;
  readonly name: string;
  readonly side: Side;
  /** None where left out. */
  readonly scopes?: readonly ScopeDescription[];
}

/** An API that was registered. The secret is told here and never again. */
export interface CreatedApi {
  readonly api: RegisteredApi;
  readonly secret: string;
}

/**
 * What can be done with registered APIs. Every operation checks the caller first: only who reaches every organization
 * sees or changes them, since all organizations share them.
 * @throws AccessDenied, RuleViolation
 */
export interface ApiRegistration {
  list(caller: Caller, query: ListQuery): Promise<ListPage<RegisteredApi>>;
  get(caller: Caller, id: string): Promise<RegisteredApi | null>;
  create(caller: Caller, input: NewApi): Promise<CreatedApi>;
  /** @throws RuleViolation for one that the configuration names. */
  update(caller: Caller, id: string, changes: Omit<RegisteredApiChanges, 'secretHash'>): Promise<RegisteredApi | null>;
  /** @throws RuleViolation for one that the configuration names. */
  delete(caller: Caller, id: string): Promise<boolean>;
  /** Makes a new secret, told here and never again; the former ends at once. Null where there is no such API. */
  renewSecret(caller: Caller, id: string): Promise<string | null>;
}

export interface ApiRegistrationDependencies {
  readonly registeredApis: RegisteredApiStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

/** The form in which the secret of an API is stored. 256 random bits need no slow hash. */
export function hashApiSecret(secret: string, cryptography: Cryptography): Uint8Array {
  return cryptography.keyedHash('resource-server-secret', secret);
}

function requireReachForApis(caller: Caller, action: Action): Reach {
  return requireGlobalReach(caller, 'resourceservers', action, 'Registered APIs');
}

function eventAbout(caller: Caller, { id, name }: Pick<RegisteredApi, 'id' | 'name'>) {
  const { actor, origin } = caller;
  return { organizationId: null, actor, subject: { kind: 'resource-server', id, name }, origin } as const;
}

async function create(
  { registeredApis, cryptography, clock }: ApiRegistrationDependencies,
  caller: Caller,
  { identifier, name, scopes = [], side }: NewApi,
): Promise<CreatedApi> {
  requireReachForApis(caller, 'create');
  const check = createInputCheck();
  const why = whyNoApiIdentifier(identifier);
  if (why !== null) check.refuse('identifier', why);
  const rules = { name: check.line('name', name, 'A name'), scopes: checkApiScopes(check, scopes) };
  check.finish();
  const now = clock();
  const secret = generateResourceServerSecret(cryptography);
  const api: RegisteredApi = {
    ...rules,
    id: cryptography.randomId(),
    identifier,
    side,
    builtIn: false,
    configured: false,
    secretHash: hashApiSecret(secret, cryptography),
    createdAt: now,
    updatedAt: now,
  };
  const details = { identifier, side };
  await registeredApis.insert(api, { ...eventAbout(caller, api), type: 'resource-server.created', details });
  return { api, secret };
}

function requireOwn({ configured }: RegisteredApi): void {
  if (!configured) return;
  const message = 'The configuration of the server names this API. Change it there.';
  throw new RuleViolation([{ field: null, message }], true);
}

async function update(
  { registeredApis }: ApiRegistrationDependencies,
  caller: Caller,
  { id, changes }: { readonly id: string; readonly changes: RegisteredApiChanges },
): Promise<RegisteredApi | null> {
  const reach = requireReachForApis(caller, 'edit');
  const current = isId(id) ? await registeredApis.get(reach, id) : null;
  if (current === null) return null;
  requireOwn(current);
  const check = createInputCheck();
  const name = changes.name === undefined ? current.name : check.line('name', changes.name, 'A name');
  const scopes = changes.scopes === undefined ? current.scopes : checkApiScopes(check, changes.scopes);
  check.finish();
  const different: RegisteredApiChanges = {
    ...(name !== current.name && { name }),
    ...(JSON.stringify(scopes) !== JSON.stringify(current.scopes) && { scopes }),
  };
  const fields = Object.keys(different);
  if (fields.length === 0) return current;
  const event = { ...eventAbout(caller, { id, name }), type: 'resource-server.edited', details: { fields } } as const;
  return registeredApis.update(reach, id, different, event);
}

async function remove({ registeredApis }: ApiRegistrationDependencies, caller: Caller, id: string): Promise<boolean> {
  const reach = requireReachForApis(caller, 'delete');
  const current = isId(id) ? await registeredApis.get(reach, id) : null;
  if (current === null) return false;
  requireOwn(current);
  const details = { identifier: current.identifier };
  const event = { ...eventAbout(caller, current), type: 'resource-server.deleted', details } as const;
  return registeredApis.delete(reach, id, event);
}

async function renewSecret(
  { registeredApis, cryptography }: ApiRegistrationDependencies,
  caller: Caller,
  id: string,
): Promise<string | null> {
  const reach = requireReachForApis(caller, 'edit');
  const current = isId(id) ? await registeredApis.get(reach, id) : null;
  if (current === null) return null;
  const secret = generateResourceServerSecret(cryptography);
  const event = { ...eventAbout(caller, current), type: 'resource-server.secret-made', details: {} } as const;
  const secretHash = hashApiSecret(secret, cryptography);
  return (await registeredApis.update(reach, id, { secretHash }, event)) && secret;
}

/** Makes the operations on registered APIs that the JSON:API and the command line share. */
export function createApiRegistration(dependencies: ApiRegistrationDependencies): ApiRegistration {
  const { registeredApis } = dependencies;
  return {
    list: async (caller, query) => registeredApis.list(requireReachForApis(caller, 'view'), query),
    async get(caller, id) {
      const reach = requireReachForApis(caller, 'view');
      return isId(id) ? registeredApis.get(reach, id) : null;
    },
    create: (caller, input) => create(dependencies, caller, input),
    update: (caller, id, changes) => update(dependencies, caller, { id, changes }),
    delete: (caller, id) => remove(dependencies, caller, id),
    renewSecret: (caller, id) => renewSecret(dependencies, caller, id),
  };
}
