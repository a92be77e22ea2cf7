import { sql } from 'kysely';
import type { Database } from './schema.ts';

/** Something of which a copy may be held in memory has changed. */
export interface Change {
  readonly kind:
    | 'client'
    | 'organization'
    | 'user'
    | 'customer-user'
    | 'customer'
    | 'role'
    | 'revocation'
    | 'signing-key'
    | 'resource-server'
    | 'setting';
  readonly key: string;
}

/** Something that holds copies in memory. */
export interface ChangeListener {
  changed(change: Change): void;
  /** Awaited after the changes of one look, for copies that cannot wait to be asked for. Fails: they are told again. */
  settle?(): Promise<void>;
  /** Changes may have been missed: forget everything, and read anew what must be complete. */
  reset(): Promise<void>;
}

export interface ChangeFeed {
  subscribe(listener: ChangeListener): void;
  /** Reads on from here; listeners are reset first. @throws when the database does not answer. */
  start(): Promise<void>;
  stop(): void;
  /**
   * Returns once everything committed before the call has reached the listeners. Where that cannot be found out, the
   * feed is no longer current instead. Never throws.
   */
  catchUp(): Promise<void>;
  /** Whether the listeners know all that was committed until a short time ago. */
  isCurrent(): boolean;
}

export interface ChangeFeedOptions {
  readonly database: Database;
  /** Milliseconds between two looks at what was missed; null for none. */
  readonly pollEvery: number | null;
  /** Milliseconds for which a look counts; null for as long as nothing fails. */
  readonly currentFor: number | null;
  readonly onError: (error: unknown) => void;
}

interface ChangeRow {
  readonly xmin: string;
  readonly id: number | null;
  readonly xid: string | null;
  readonly kind: Change['kind'] | null;
  readonly key: string | null;
}

/**
 * What was read so far. Ids are drawn before a transaction commits, so that a higher one can be visible earlier.
 * Transactions are not ambiguous: every one below `xmin` of a snapshot has ended, so reading from the last `xmin` on
 * misses none, however long it took. Those above it are read again; `seen` remembers them.
 */
interface Position {
  readonly xmin: bigint;
  readonly seen: ReadonlySet<number>;
}

/** Beyond every transaction: reading from here on gives the snapshot alone. */
const latest = 2n ** 63n - 1n;

async function readRows(database: Database, from: bigint): Promise<readonly ChangeRow[]> {
  const { rows } = await sql<ChangeRow>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
      changes.id, changes.xid::text as xid, changes.kind, changes.key
    from (values (1)) as one left join changes on changes.xid >= ${String(from)}::xid8
    order by changes.id`.execute(database);
  return rows;
}

/** A row of the feed and not the one that merely tells the snapshot. */
function isChange(row: ChangeRow): row is Change & ChangeRow & { readonly id: number; readonly xid: string } {
  return row.id !== null;
}

function xminOf([row]: readonly ChangeRow[]): bigint {
  return BigInt(row?.xmin ?? 0);
}

/** Where to read on from after these rows. */
function positionAfter(rows: readonly ChangeRow[]): Position {
  const xmin = xminOf(rows);
  const open = rows.filter(isChange).filter(({ xid }) => BigInt(xid) >= xmin);
  return { xmin, seen: new Set(open.map(({ id }) => id)) };
}

/**
 * Runs something for many callers, one run at a time. A run that began before the call may have missed what the caller
 * means, so that it waits for the one after; all who wait share it.
 */
function createFreshRun(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | null = null;
  let next: Promise<void> | null = null;
  return function run(): Promise<void> {
    if (running === null) {
      running = work().finally(() => {
        running = null;
      });
      return running;
    }
    next ??= running
      .catch(() => {})
      .then(() => {
        next = null;
        return run();
      });
    return next;
  };
}

/** Makes the feed of what changed, on this node or another (ADR 0008). */
export function createChangeFeed({ database, pollEvery, currentFor, onError }: ChangeFeedOptions): ChangeFeed {
  const listeners: ChangeListener[] = [];
  let position: Position | null = null;
  let confirmedAt: number | null = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = true;

  const isCurrent = () =>
    confirmedAt !== null && (currentFor === null || performance.now() - confirmedAt <= currentFor);

  async function startOver(): Promise<void> {
    position = null;
    confirmedAt = null;
    const started = positionAfter(await readRows(database, xminOf(await readRows(database, latest))));
    await Promise.all(listeners.map((listener) => listener.reset()));
    position = started;
  }

  /** Gives the listeners what is new. A snapshot older than the last means another database: nothing is known then. */
  async function readOn({ xmin, seen }: Position): Promise<void> {
    const rows = await readRows(database, xmin);
    if (xminOf(rows) < xmin) return startOver();
    for (const { id, kind, key } of rows.filter(isChange)) {
      if (!seen.has(id)) for (const listener of listeners) listener.changed({ kind, key });
    }
    await Promise.all(listeners.map((listener) => listener.settle?.()));
    position = positionAfter(rows);
  }

  const look = createFreshRun(async () => {
    const at = performance.now();
    // After a gap, rows may have been pruned before they were read.
    if (position === null || !isCurrent()) await startOver();
    else await readOn(position);
    confirmedAt = stopped ? null : at;
  });

  function schedule(): void {
    if (stopped || pollEvery === null) return;
    timer = setTimeout(() => look().catch(onError).finally(schedule), pollEvery);
    timer.unref();
  }

  return {
    isCurrent,
    subscribe: (listener) => listeners.push(listener),
    async start() {
      stopped = false;
      await look();
      schedule();
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
      confirmedAt = null;
    },
    async catchUp() {
      if (stopped) return;
      try {
        await look();
      } catch (error) {
        confirmedAt = null;
        onError(error);
      }
    },
  };
}
