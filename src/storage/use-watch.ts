import type { ClientUsageRecorder } from '../oauth/client.ts';
import { appendEvent } from './audit-log.ts';
import { isRowId } from './row-ids.ts';
import { noteExpiredUse, noteNetworks, type RefusedSecret, type SeenNetwork } from './secret-watch.ts';
import type { StorageLog } from './storage-log.ts';
import type { StoreContext } from './store-context.ts';

const mostNoted = 500;

/** Notes what is strange about the use of applications, and writes it in batches. */
interface UseWatch {
  /** An application obtained a token with a secret from an address. */
  seen(clientRowId: string, address: string | null): void;
  readonly refused: ClientUsageRecorder['secretRefused'];
  flush(): Promise<void>;
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

/**
 * Makes the watch. It notes in memory and bounded, so that noting costs a request nothing, whoever sends how many. What
 * was noted in the last seconds before a crash is lost.
 */
export function createUseWatch({ change, now }: StoreContext, log: StorageLog): UseWatch {
  let networks = new Map<string, SeenNetwork>();
  let secrets = new Map<string, RefusedSecret>();
  const familiar = createRecent(20_000);

  async function write(seen: readonly SeenNetwork[], refused: readonly RefusedSecret[]): Promise<void> {
    await change(async (transaction) => {
      const at = now();
      // The events come last, since nobody else can append any until this transaction ends.
      const events = [
        ...(await noteNetworks(transaction, seen, at)),
        ...(await noteExpiredUse(transaction, refused, at)),
      ];
      for (const event of events) await appendEvent(transaction, event, at);
    });
  }

  return {
    seen(clientRowId, address) {
      if (address === null || !isRowId(clientRowId) || networks.size >= mostNoted) return;
      const key = `${now().toISOString().slice(0, 10)} ${clientRowId} ${address}`;
      if (!familiar.has(key)) networks.set(key, { clientRowId, address });
    },

    refused(clientRowId, hash, address) {
      if (clientRowId === null || !isRowId(clientRowId) || secrets.size >= mostNoted) return;
      const key = `${clientRowId} ${Buffer.from(hash).toString('base64')}`;
      secrets.set(key, { clientRowId, hash, address });
    },

    async flush() {
      if (networks.size + secrets.size === 0) return;
      const taken = { networks, secrets };
      networks = new Map();
      secrets = new Map();
      // In the order of their ids, so that two nodes never wait for each other.
      const inOrder = <Value>(notes: ReadonlyMap<string, Value>) =>
        [...notes].sort(([left], [right]) => (left < right ? -1 : 1)).map(([, note]) => note);
      try {
        await write(inOrder(taken.networks), inOrder(taken.secrets));
        for (const key of taken.networks.keys()) familiar.add(key);
      } catch (error) {
        log.warn({ err: error }, 'from where applications are used could not be written');
      }
    },
  };
}
