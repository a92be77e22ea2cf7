import { sql } from 'kysely';
import type { AuditEvent } from '../audit/audit-event.ts';
import { networkOf } from '../directory/network.ts';
import { appendEvent } from './audit-log.ts';
import type { Job } from './jobs.ts';
import type { DatabaseTransaction } from './schema.ts';
import type { StoreContext } from './store-context.ts';

/** How many days before the expiry of a secret its owner is told. */
const ladder = [30, 7, 1];
const day = 24 * 60 * 60 * 1000;
const mostAtOnce = 500;

interface SecretOfClient {
  readonly id: string;
  readonly name: string;
  readonly expires_at: Date;
  readonly client_id: string;
  readonly client_name: string;
  readonly organization_id: string;
}

function eventAbout({ client_id, client_name, organization_id }: Omit<SecretOfClient, 'id' | 'name' | 'expires_at'>) {
  return {
    organizationId: organization_id,
    actor: { kind: 'server', id: null },
    subject: { kind: 'application', id: client_id, name: client_name },
    origin: { address: null, requestId: null },
  } as const;
}

/**
 * Tells of the secrets that come within so many days of their expiry, each once. Those that lived shorter than that, or
 * of which people are told at a later rung already, are left out.
 */
async function warn({ change, now }: StoreContext, days: number, later: number): Promise<number> {
  return change(async (transaction) => {
    const at = now();
    const after = (count: number) => new Date(at.getTime() + count * day);
    const { rows } = await sql<SecretOfClient>`
      update client_secrets set warned_days = ${days} from clients
      where clients.id = client_secrets.client_row_id and client_secrets.id in (
        select secret.id from client_secrets as secret join clients as owning on owning.id = secret.client_row_id
        where secret.retired_at is null and owning.deleted_at is null and owning.active
          and secret.expires_at > ${after(later)} and secret.expires_at <= ${after(days)}
          and secret.created_at < secret.expires_at - make_interval(days => ${days})
          and (secret.warned_days is null or secret.warned_days > ${days})
        limit ${mostAtOnce} for update of secret skip locked)
      returning client_secrets.id, client_secrets.name, client_secrets.expires_at, clients.id as client_id,
        clients.name as client_name, clients.organization_id`.execute(transaction);
    for (const secret of rows) {
      const expiresAt = secret.expires_at.toISOString();
      const left = Math.max(1, Math.ceil((secret.expires_at.getTime() - at.getTime()) / day));
      const details = { secretId: secret.id, secretName: secret.name, days: left, expiresAt };
      await appendEvent(transaction, { ...eventAbout(secret), type: 'application.secret-expiring', details }, at);
    }
    return rows.length;
  });
}

/** Makes the job that tells of secrets that expire soon. */
export function createSecretWarnings(context: StoreContext): Job {
  return {
    name: 'warn-of-expiry',
    description: 'Tells of client secrets that expire in 30 days, 7 days and one day, each once.',
    schedule: '7 * * * *',
    async run(signal) {
      for (const [rung, days] of ladder.entries()) {
        const later = ladder[rung + 1] ?? 0;
        while (!signal.aborted && (await warn(context, days, later)) === mostAtOnce);
      }
    },
  };
}

/** A secret that was refused, as it was noted. */
export interface RefusedSecret {
  readonly clientRowId: string;
  readonly hash: Uint8Array;
  readonly address: string | null;
}

/** Tells of refused secrets that had once been right and expired, each once. */
export async function noteExpiredUse(
  transaction: DatabaseTransaction,
  refused: readonly RefusedSecret[],
  now: Date,
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const { address, clientRowId, hash } of refused) {
    const { rows } = await sql<SecretOfClient>`
      update client_secrets set expired_use_at = ${now} from clients
      where clients.id = client_secrets.client_row_id and clients.id = ${clientRowId}
        and client_secrets.hash = ${hash} and client_secrets.expires_at <= ${now}
        and client_secrets.retired_at is null and client_secrets.expired_use_at is null and clients.deleted_at is null
      returning client_secrets.id, client_secrets.name, client_secrets.expires_at, clients.id as client_id,
        clients.name as client_name, clients.organization_id`.execute(transaction);
    for (const secret of rows) {
      const { expires_at, id: secretId, name: secretName } = secret;
      events.push({
        ...eventAbout(secret),
        type: 'application.secret-used-after-expiry',
        details: { secretId, secretName, expiresAt: expires_at.toISOString() },
        origin: { address, requestId: null },
      });
    }
  }
  return events;
}

/** From where an application obtained a token, as it was noted. */
export interface SeenNetwork {
  readonly clientRowId: string;
  readonly address: string;
}

/** Networks of which more are familiar than anybody reads mails about. */
const mostNetworks = 100;

/**
 * Notes from which networks applications obtain tokens for their owner or with passwords, and tells of new ones; not of
 * the first one that an application has. Where people sign in at a page of ours, a stolen secret alone is of no use.
 */
export async function noteNetworks(
  transaction: DatabaseTransaction,
  seen: readonly SeenNetwork[],
  now: Date,
): Promise<AuditEvent[]> {
  const events: AuditEvent[] = [];
  for (const { address, clientRowId } of seen) {
    const network = networkOf(address);
    const { rows } = await sql<Omit<SecretOfClient, 'id' | 'name' | 'expires_at'> & { known: number; is_new: boolean }>`
      with client as (
        select clients.id, clients.name, clients.organization_id,
          (select count(*)::integer from client_networks where client_row_id = clients.id) as known
        from clients where clients.id = ${clientRowId} and clients.grant_types && array['client_credentials', 'password']),
      noted as (
        insert into client_networks (client_row_id, network, first_seen_at, last_seen_at)
        select id, ${network}, ${now}::timestamptz, ${now}::timestamptz from client where known < ${mostNetworks}
        on conflict (client_row_id, network) do update set last_seen_at = excluded.last_seen_at
        returning (xmax = 0) as is_new)
      select client.id as client_id, client.name as client_name, client.organization_id, client.known, noted.is_new
      from client, noted`.execute(transaction);
    const [row] = rows;
    if (row === undefined || !row.is_new || row.known === 0) continue;
    const origin = { address, requestId: null };
    events.push({ ...eventAbout(row), type: 'application.network-new', details: { network }, origin });
  }
  return events;
}
