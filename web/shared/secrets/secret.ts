import type { Application, Secret } from '../applications/application.ts';
import { callApi } from '../json-api.ts';

/** A secret with its use. Times are ISO 8601, or null for never. */
export interface UsedSecret extends Secret {
  readonly lastUsedAt: string | null;
  readonly lastUsedAddress: string | null;
  readonly createdByName: string | null;
}

/** The most secrets that an application has. */
export const mostSecrets = 5;

/** The secrets of an application with their use, oldest first. */
export function secretsOf({ attributes: { secrets, secretUses } }: Application): readonly UsedSecret[] {
  const shown = secrets.map((secret) => {
    const use = secretUses.find(({ id }) => id === secret.id);
    const { createdByName = null, lastUsedAddress = null, lastUsedAt = null } = use ?? {};
    return { ...secret, createdByName, lastUsedAddress, lastUsedAt };
  });
  return shown.sort((one, other) => one.createdAt.localeCompare(other.createdAt));
}

const day = 24 * 3600 * 1000;
const soon = 30 * day;
/** A secret that was used within this time counts as still in use. */
const recently = 7 * day;

/** Whether a secret has ended or is about to. */
export function expiryState({ expiresAt }: Secret): 'expired' | 'expiring' | 'good' {
  if (expiresAt === null) return 'good';
  const left = Date.parse(expiresAt) - Date.now();
  if (left <= 0) return 'expired';
  return left < soon ? 'expiring' : 'good';
}

/** Whether a secret is probably still in use. */
export function isInUse({ lastUsedAt }: UsedSecret): boolean {
  return lastUsedAt !== null && Date.now() - Date.parse(lastUsedAt) < recently;
}

/** A time some days from now, as the API takes it. */
export function inDays(days: number): string {
  return new Date(Date.now() + days * day).toISOString();
}

/** What is typed into the form of a secret. */
export interface SecretInput {
  readonly name: string;
  /** ISO 8601, or null for never. */
  readonly expiresAt: string | null;
}

/** Where the form of a secret shows the errors of the API. */
export const secretPointers = { name: '/meta/name', expiresAt: '/meta/expiresAt' } as const;

/** Adds a secret and gives its value, which is told once. @throws ApiFailure */
export async function addSecret(applicationId: string, input: SecretInput): Promise<string> {
  const path = `/oauthapplications/${applicationId}/secrets`;
  const { document } = await callApi<undefined, { clientSecret: string }>(path, {
    method: 'POST',
    body: { meta: input },
  });
  return document.meta?.clientSecret ?? '';
}

/** Ends a secret. @throws ApiFailure */
export async function retireSecret(applicationId: string, secretId: string): Promise<void> {
  await callApi<null>(`/oauthapplications/${applicationId}/secrets/${secretId}`, { method: 'DELETE' });
}
