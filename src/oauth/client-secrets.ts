import type { Caller } from '../access/caller.ts';
import { createInputCheck, isId } from '../access/input-check.ts';
import { requireReach } from '../access/reach.ts';
import { RuleViolation } from '../access/rule-violation.ts';
import type { Client, ClientSecret, ClientStore } from './client.ts';
import { eventAbout } from './client-event.ts';
import { type OwnershipDependencies, requireAuthorityOfOwner, requireScopesOfClient } from './client-ownership.ts';
import { generateClientSecret, hashClientSecret, mostSecrets } from './client-secret.ts';
import type { Cryptography } from './cryptography.ts';
import { findClient } from './own-clients.ts';

export interface NewClientSecret {
  readonly name: string;
  /** In the future; null or left out for one that does not expire. */
  readonly expiresAt?: Date | null;
}

/** A secret that was added. The value is told here and never again. */
export interface AddedSecret {
  readonly id: string;
  readonly value: string;
}

export interface ClientSecretDependencies extends OwnershipDependencies {
  readonly clients: ClientStore;
  readonly cryptography: Cryptography;
  readonly clock: () => Date;
}

/** Makes the secret that keeps only the hash of a value. */
export function newSecret(
  { cryptography, clock }: Pick<ClientSecretDependencies, 'cryptography' | 'clock'>,
  { value, ...given }: Pick<ClientSecret, 'name' | 'expiresAt' | 'createdBy'> & { readonly value: string },
): ClientSecret {
  return { ...given, id: cryptography.randomId(), hash: hashClientSecret(value, cryptography), createdAt: clock() };
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

/** Adds a secret. Null where the caller's reach holds no such client. @throws AccessDenied, RuleViolation */
export async function addSecret(
  dependencies: ClientSecretDependencies,
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
  const expiresAt = input.expiresAt ?? null;
  const secret = newSecret(dependencies, { name, expiresAt, value, createdBy: caller.person });
  const details = { secretId: secret.id, secretName: name };
  const about = eventAbout(caller, client);
  if (await clients.insertSecret(found.reach, id, secret, { ...about, type: 'application.secret-added', details })) {
    return { id: secret.id, value };
  }
  const message = `An application has at most ${mostSecrets} secrets. Retire one first.`;
  throw new RuleViolation([{ field: null, message }], true);
}

/** Retires a secret. False where the caller's reach holds no such client or the client no such secret. */
export async function retireSecret(
  { clients }: ClientSecretDependencies,
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
