import pg from 'pg';
import { connectionSettings } from './postgres-pool.ts';

const retryAfter = 1_000;

/**
 * Listens for changes on a connection of its own and calls back for each, and after each new connection, since some may
 * have been missed. Keeps trying. Gives the function that ends it.
 */
export function listenForChanges(url: string, onChange: () => void, onError: (error: unknown) => void): () => void {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | undefined;
  let ended = false;

  function retry(error: unknown): void {
    client?.removeAllListeners('end');
    client?.end().catch(() => {});
    client = null;
    if (ended) return;
    onError(error);
    timer = setTimeout(connect, retryAfter);
    timer.unref();
  }

  function connect(): void {
    const connecting = new pg.Client(connectionSettings(url));
    client = connecting;
    connecting.on('error', (error) => client === connecting && retry(error));
    connecting.on('end', () => client === connecting && retry(new Error('the connection ended')));
    connecting.on('notification', onChange);
    connecting
      .connect()
      .then(() => connecting.query('listen grantry_changes'))
      .then(onChange)
      .catch((error: unknown) => client === connecting && retry(error));
  }

  connect();
  return () => {
    ended = true;
    clearTimeout(timer);
    client?.end().catch(() => {});
  };
}
