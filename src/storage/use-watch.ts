import type { ClientUsageRecorder } from '../oauth/client.ts';
import { appendEvent } from './audit-log.ts';
import { createFlushing, type Flushing } from './flushing.ts';
import { isRowId } from './row-ids.ts';
import { noteExpiredUse, noteNetworks, type RefusedSecret, type SeenNetwork } from './secret-watch.ts';
import type { StorageLog } from './storage-log.ts';
import type { StoreContext } from './store-context.ts';

const mostNoted = 500;
/** Milliseconds. */
const day = 24 * 60 * 60 * 1000;

/** Notes what is strange about the use of applications, and writes it in batches. */
interface UseWatch extends Flushing {
  /** An application obtained a token with a secret from an address. */
  seen(clientRowId: string, address: string | null): void;
  readonly refused: ClientUsageRecorder['secretRefused'];
}

/** What was written already is not written again for a while. */
function createRecent(most: number): { readonly has: (key: string) => boolean; readonly add: (key: string) => void } {
  const keys = new Set<string>();
  return {
    has: (key) => keys.has(key),
    add(key) {
      keys.add(key);
      for (const oldest of keys) {
        if (keys.size <= most) break;
        keys.delete(oldest);
      }
    },
  };
}

interface Notes {
  readonly networks: Map<string, SeenNetwork>;
  readonly secrets: Map<string, RefusedSecret>;
}

/** In the order of their keys, so that two nodes never wait for each other. */
function inOrder<Value>(notes: ReadonlyMap<string, Value>): Value[] {
  return [...notes].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, note]) => note);
}

/** What was noted meanwhile is newer. */
function putBack(notes: Notes, failed: Notes): void {
  for (const [key, note] of failed.networks) if (!notes.networks.has(key)) notes.networks.set(key, note);
  for (const [key, note] of failed.secrets) if (!notes.secrets.has(key)) notes.secrets.set(key, note);
}

/**
 * Makes the watch. It notes in memory and bounded, so that noting costs a request nothing, whoever sends how many. What
 * was noted in the last seconds before a crash is lost.
 */
export function createUseWatch({ change, now }: StoreContext, log: StorageLog): UseWatch {
  const familiar = createRecent(20_000);

  async function write({ networks, secrets }: Notes): Promise<void> {
    await change(async (transaction) => {
      const at = now();
      // The events come last, since nobody else can append any until this transaction ends.
      const events = [
        ...(await noteNetworks(transaction, inOrder(networks), at)),
        ...(await noteExpiredUse(transaction, inOrder(secrets), at)),
      ];
      for (const event of events) await appendEvent(transaction, event, at);
    });
    for (const key of networks.keys()) familiar.add(key);
  }

  const { close, flush, held } = createFlushing<Notes>({
    empty: () => ({ networks: new Map(), secrets: new Map() }),
    isEmpty: ({ networks, secrets }) => networks.size + secrets.size === 0,
    write,
    putBack,
    log,
    failure: 'from where applications are used could not be written; it will be tried again',
  });

  return {
    seen(clientRowId, address) {
      const { networks } = held();
      if (address === null || networks.size >= mostNoted) return;
      const key = `${Math.floor(now().getTime() / day)} ${clientRowId} ${address}`;
      if (!familiar.has(key) && isRowId(clientRowId)) networks.set(key, { clientRowId, address });
    },

    refused(clientRowId, hash, address) {
      const { secrets } = held();
      if (clientRowId === null || !isRowId(clientRowId) || secrets.size >= mostNoted) return;
      const key = `${clientRowId} ${Buffer.from(hash).toString('base64')}`;
      secrets.set(key, { clientRowId, hash, address });
    },

    flush,
    close,
  };
}
