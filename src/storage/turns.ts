import { StorageUnavailable } from './storage-error.ts';

/** A queue for something only one may have at a time. */
export interface Turns {
  /** Waits for one's turn. @throws StorageUnavailable when too many wait already or it takes too long. */
  take(): Promise<void>;
  /** Gives the turn to the one who has waited longest. */
  pass(): void;
}

const mostWaiting = 10_000;
const longestWait = 10_000;

interface Waiting {
  readonly go: () => void;
  readonly timer: NodeJS.Timeout;
}

/** Makes a queue. Waits end after 10 s. */
export function createTurns(): Turns {
  const waiting = new Set<Waiting>();
  let taken = false;

  return {
    async take() {
      if (!taken) {
        taken = true;
        return;
      }
      if (waiting.size >= mostWaiting) throw new StorageUnavailable('too much waits for the database');
      await new Promise<void>((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(entry);
          reject(new StorageUnavailable('the database is busy'));
        }, longestWait);
        const entry = { go: resolve, timer };
        waiting.add(entry);
      });
    },
    pass() {
      const [next] = waiting;
      if (next === undefined) {
        taken = false;
        return;
      }
      waiting.delete(next);
      clearTimeout(next.timer);
      next.go();
    },
  };
}
