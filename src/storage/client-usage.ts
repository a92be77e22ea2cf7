import { sql } from 'kysely';
import type { ClientUsageRecorder } from '../oauth/client.ts';
import { createFlushing, type Flushing } from './flushing.ts';
import { isRowId } from './row-ids.ts';
import type { Database } from './schema.ts';
import type { StorageLog } from './storage-log.ts';
import type { StoreContext } from './store-context.ts';
import { createUseWatch } from './use-watch.ts';

const mostNoted = 50_000;

interface ClientNote {
  token: Date | null;
  call: Date | null;
}

interface SecretNote {
  readonly at: Date;
  readonly address: string | null;
}

interface Notes {
  readonly clients: Map<string, ClientNote>;
  readonly secrets: Map<string, SecretNote>;
}

const emptyNotes = (): Notes => ({ clients: new Map(), secrets: new Map() });

const iso = (at: Date | null) => at?.toISOString() ?? null;

/** Rows of a table are always written in the order of their ids, so that two nodes never wait for each other. */
function inOrder<Value>(notes: ReadonlyMap<string, Value>): [string, Value][] {
  return [...notes].sort(([left], [right]) => (left < right ? -1 : 1));
}

async function write(database: Database, { clients, secrets }: Notes): Promise<void> {
  const used = inOrder(clients);
  const shown = inOrder(secrets);
  await database.transaction().execute(async (transaction) => {
    await sql`
      update client_usage set
        last_token_at = greatest(client_usage.last_token_at, noted.token_at),
        last_call_at = greatest(client_usage.last_call_at, noted.call_at)
      from (
        select id, token_at, call_at
        from unnest(${used.map(([id]) => id)}::uuid[], ${used.map(([, note]) => iso(note.token))}::timestamptz[],
          ${used.map(([, note]) => iso(note.call))}::timestamptz[]) as noted (id, token_at, call_at)
        join client_usage on client_row_id = noted.id
        order by noted.id for update of client_usage) as noted
      where client_usage.client_row_id = noted.id`.execute(transaction);
    if (shown.length === 0) return;
    await sql`
      update client_secrets set last_used_at = noted.at, last_used_address = noted.address
      from unnest(${shown.map(([id]) => id)}::uuid[], ${shown.map(([, note]) => iso(note.at))}::timestamptz[],
        ${shown.map(([, note]) => note.address)}::text[]) as noted (id, at, address)
      where client_secrets.id = noted.id
        and (client_secrets.last_used_at is null or client_secrets.last_used_at < noted.at)`.execute(transaction);
  });
}

/** Puts notes back that could not be written. What was noted meanwhile is newer. */
function putBack(notes: Notes, failed: Notes): void {
  for (const [id, { token, call }] of failed.clients) {
    const newer = notes.clients.get(id);
    notes.clients.set(id, { token: newer?.token ?? token, call: newer?.call ?? call });
  }
  for (const [id, note] of failed.secrets) if (!notes.secrets.has(id)) notes.secrets.set(id, note);
}

/**
 * Makes the recorder of when applications were last used. It keeps the last use of each in memory and writes them
 * every 5 seconds with one statement per table, so that noting costs a request nothing. What was noted in the last
 * seconds before a crash is lost; nothing depends on it.
 */
export function createClientUsageRecorder(context: StoreContext, log: StorageLog): ClientUsageRecorder & Flushing {
  const { database, now } = context;
  const watch = createUseWatch(context, log);
  const flushing = createFlushing<Notes>({
    empty: emptyNotes,
    isEmpty: (notes) => notes.clients.size === 0,
    write: (notes) => write(database, notes),
    putBack,
    log,
    failure: 'when applications were last used could not be written; it will be tried again',
  });

  function noteClient(id: string, use: keyof ClientNote, at: Date): void {
    const { clients } = flushing.held();
    const known = clients.get(id);
    if (known !== undefined) known[use] = at;
    else if (clients.size < mostNoted && isRowId(id)) clients.set(id, { token: null, call: null, [use]: at });
  }

  return {
    tokenIssued(clientRowId, secretId, address) {
      const at = now();
      noteClient(clientRowId, 'token', at);
      if (secretId === null) return;
      watch.seen(clientRowId, address);
      const { secrets } = flushing.held();
      const known = secrets.has(secretId);
      if (known || (secrets.size < mostNoted && isRowId(secretId))) secrets.set(secretId, { at, address });
    },
    apiCalled(clientRowId) {
      noteClient(clientRowId, 'call', now());
    },
    secretRefused: watch.refused,
    async flush() {
      await flushing.flush();
      await watch.flush();
    },
    async close() {
      await flushing.close();
      await watch.close();
    },
  };
}
