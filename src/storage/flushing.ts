import type { StorageLog } from './storage-log.ts';

/** Something that holds what was noted and can be told to write it. */
export interface Flushing {
  flush(): Promise<void>;
  /** Writes what is left and ends. */
  close(): Promise<void>;
}

interface FlushingOptions<Notes> {
  readonly empty: () => Notes;
  readonly isEmpty: (notes: Notes) => boolean;
  readonly write: (notes: Notes) => Promise<void>;
  /** Puts what could not be written to what was noted meanwhile. */
  readonly putBack: (notes: Notes, failed: Notes) => void;
  readonly log: StorageLog;
  /** What the log tells when a writing failed. */
  readonly failure: string;
}

/** Milliseconds from one writing to the next. */
const flushEvery = 5_000;

/** Holds notes in memory and writes them every 5 seconds, one writing after the other. */
export function createFlushing<Notes>(options: FlushingOptions<Notes>): Flushing & { readonly held: () => Notes } {
  let notes = options.empty();
  let writing: Promise<void> = Promise.resolve();

  async function flushNow(): Promise<void> {
    if (options.isEmpty(notes)) return;
    const taken = notes;
    notes = options.empty();
    try {
      await options.write(taken);
    } catch (error) {
      options.putBack(notes, taken);
      options.log.warn({ err: error }, options.failure);
    }
  }

  function flush(): Promise<void> {
    writing = writing.then(flushNow);
    return writing;
  }

  const timer = setInterval(flush, flushEvery);
  timer.unref();

  return {
    held: () => notes,
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}
