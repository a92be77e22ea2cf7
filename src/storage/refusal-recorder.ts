import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { describeDeadSecret, type Refusal, type RefusalRecorder } from '../oauth/refusal.ts';
import { createFlushing, type Flushing } from './flushing.ts';
import { isStorable } from './row-ids.ts';
import type { Database } from './schema.ts';
import type { StorageLog } from './storage-log.ts';
import type { StoreContext } from './store-context.ts';

/** A refusal that waits to be written, with how often it came meanwhile. */
interface Noted {
  readonly refusal: Refusal;
  readonly firstAt: Date;
  lastAt: Date;
  times: number;
}

type Notes = Map<string, Noted>;

/** A refusal whose application was looked for. */
interface Settled extends Omit<Noted, 'lastAt' | 'times'> {
  readonly clientRowId: string | null;
  readonly fingerprint: Buffer;
  lastAt: Date;
  times: number;
}

/** How many are kept of each application, and of requests that named none. */
export const keptPerClient = 20;
export const keptOfNobody = 100;

/** How many different ones are taken between two writings: in all, of each application, and from each address. */
const mostNoted = 300;
const mostPerName = 20;

async function findClients(database: Database, notes: readonly Noted[]): Promise<ReadonlyMap<string, string>> {
  const named = [...new Set(notes.map(({ refusal }) => refusal.clientId))].filter((id) => id !== null);
  if (named.length === 0) return new Map();
  const rows = await database
    .selectFrom('clients')
    .select(['id', 'client_id'])
    .where('client_id', 'in', named)
    .where('deleted_at', 'is', null)
    .execute();
  return new Map(rows.map((row) => [row.client_id, row.id]));
}

const keyOfSecret = (clientRowId: string, hash: Uint8Array) => `${clientRowId} ${Buffer.from(hash).toString('hex')}`;

/** The sentences about secrets that once were good, by application and hash. */
async function findDeadSecrets(database: Database, hashes: readonly [clientRowId: string, hash: Uint8Array][]) {
  if (hashes.length === 0) return new Map<string, string>();
  const rows = await database
    .selectFrom('client_secrets')
    .select(['id', 'name', 'hash', 'client_row_id', 'expires_at', 'retired_at'])
    .where('client_row_id', 'in', [...new Set(hashes.map(([id]) => id))])
    .where(
      'hash',
      'in',
      hashes.map(([, hash]) => hash),
    )
    .execute();
  return new Map(
    rows.map((row) => [
      keyOfSecret(row.client_row_id, row.hash),
      describeDeadSecret({ id: row.id, name: row.name, expiresAt: row.expires_at, retiredAt: row.retired_at }),
    ]),
  );
}

function fingerprintOf({ address, code, endpoint, parameters, reason, reasonAboutPerson }: Refusal): Buffer {
  const same = JSON.stringify([endpoint, code, reason, reasonAboutPerson, address, parameters]);
  return createHash('sha256').update(same).digest();
}

/** What names no application is shown without the name: anything may stand in its place. */
function withoutClientId(refusal: Refusal): Refusal {
  const parameters = refusal.parameters.map((each) =>
    each.name?.endsWith('client_id') ? { ...each, value: null } : each,
  );
  return { ...refusal, parameters };
}

/** Finds out whose the refusals are and what they were due to; those that turn out alike become one. */
async function settle(database: Database, notes: readonly Noted[]): Promise<Settled[]> {
  const idOf = await findClients(database, notes);
  const clientOf = ({ clientId }: Refusal) => (clientId === null ? null : (idOf.get(clientId) ?? null));
  const hashes = notes.flatMap(({ refusal }): [string, Uint8Array][] => {
    const clientRowId = clientOf(refusal);
    return clientRowId === null || refusal.secretHash === null ? [] : [[clientRowId, refusal.secretHash]];
  });
  const deadSecrets = await findDeadSecrets(database, hashes);
  const settled = new Map<string, Settled>();
  for (const noted of notes) {
    const clientRowId = clientOf(noted.refusal);
    const { secretHash } = noted.refusal;
    const dead = clientRowId && secretHash ? deadSecrets.get(keyOfSecret(clientRowId, secretHash)) : undefined;
    const known =
      dead === undefined ? noted.refusal : ({ ...noted.refusal, cause: 'secret-expired', reason: dead } as const);
    const refusal = clientRowId === null ? withoutClientId(known) : known;
    const fingerprint = fingerprintOf(refusal);
    const key = `${clientRowId} ${fingerprint.toString('hex')}`;
    const same = settled.get(key);
    if (same === undefined) settled.set(key, { ...noted, refusal, clientRowId, fingerprint });
    else Object.assign(same, { times: same.times + noted.times, lastAt: noted.lastAt });
  }
  return [...settled].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, each]) => each);
}

function toRow({ clientRowId, fingerprint, firstAt, lastAt, refusal, times }: Settled) {
  return {
    client_row_id: clientRowId,
    fingerprint,
    endpoint: refusal.endpoint,
    code: refusal.code,
    cause: refusal.cause,
    reason: refusal.reason,
    reason_about_person: refusal.reasonAboutPerson,
    address: refusal.address,
    request_id: refusal.requestId,
    parameters: JSON.stringify(refusal.parameters),
    first_at: firstAt,
    last_at: lastAt,
    times,
  };
}

async function write(database: Database, notes: Notes): Promise<void> {
  const settled = await settle(database, [...notes.values()]);
  const touched = [...new Set(settled.map(({ clientRowId }) => clientRowId))].filter((id) => id !== null);
  await database.transaction().execute(async (transaction) => {
    await transaction
      .insertInto('refusals')
      .values(settled.map(toRow))
      .onConflict((conflict) =>
        conflict.columns(['client_row_id', 'fingerprint']).doUpdateSet({
          last_at: sql`greatest(refusals.last_at, excluded.last_at)`,
          request_id: sql`excluded.request_id`,
          times: sql`refusals.times + excluded.times`,
        }),
      )
      .execute();
    await sql`
      delete from refusals where id in (
        select id from (
          select id, client_row_id,
            row_number() over (partition by client_row_id order by last_at desc, id desc) as place
          from refusals where client_row_id = any(${touched}::uuid[]) or client_row_id is null) as ranked
        where place > case when client_row_id is null then ${keptOfNobody}::int else ${keptPerClient}::int end)
    `.execute(transaction);
  });
}

function add(notes: Notes, key: string, noted: Noted): void {
  const known = notes.get(key);
  if (known === undefined) notes.set(key, noted);
  else Object.assign(known, { times: known.times + noted.times, lastAt: noted.lastAt });
}

/**
 * Makes the recorder of refusals. It holds a bounded number and writes them every 5 seconds, so that a flood of refused
 * requests is neither work for the database nor pushes out what happens to others.
 */
export function createRefusalRecorder({ database, now }: StoreContext, log: StorageLog): RefusalRecorder & Flushing {
  let taken = new Map<string, number>();
  const flushing = createFlushing<Notes>({
    empty() {
      taken = new Map();
      return new Map();
    },
    isEmpty: (notes) => notes.size === 0,
    write: (notes) => write(database, notes),
    putBack(notes, failed) {
      for (const [key, noted] of failed) if (notes.size < mostNoted || notes.has(key)) add(notes, key, noted);
    },
    log,
    failure: 'refused requests could not be written; it will be tried again',
  });
  const namesOf = ({ address, clientId }: Pick<Refusal, 'address' | 'clientId'>) => [
    `client ${clientId}`,
    `address ${address}`,
  ];

  return {
    hasRoom(about) {
      if (flushing.held().size >= mostNoted) return false;
      return namesOf(about).every((name) => (taken.get(name) ?? 0) < mostPerName);
    },
    refused(refusal) {
      const texts = [refusal.reason, refusal.reasonAboutPerson ?? '', refusal.requestId ?? ''];
      if (!texts.every(isStorable)) return;
      const at = now();
      const notes = flushing.held();
      const presented = Buffer.from(refusal.secretHash ?? []).toString('hex');
      const key = `${refusal.clientId} ${fingerprintOf(refusal).toString('hex')} ${presented}`;
      if (!notes.has(key)) for (const name of namesOf(refusal)) taken.set(name, (taken.get(name) ?? 0) + 1);
      add(notes, key, { refusal, firstAt: at, lastAt: at, times: 1 });
    },
    flush: flushing.flush,
    close: flushing.close,
  };
}
