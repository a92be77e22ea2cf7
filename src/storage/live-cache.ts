/** Copies of rows in memory, loaded when first asked for and forgotten when they change. */
export interface LiveCache<Value> {
  get(key: string): Promise<Value | null>;
  forget(key: string): void;
  clear(): void;
}

export interface LiveCacheOptions<Value> {
  readonly load: (key: string) => Promise<Value | null>;
  /** False while changes may be missed: then every `get` loads. */
  readonly isCurrent: () => boolean;
  /** How many values, and how many absences, are kept. They do not crowd each other out. */
  readonly capacity: number;
}

function keep<Value>(kept: Map<string, Value>, key: string, value: Value, capacity: number): void {
  kept.delete(key);
  kept.set(key, value);
  if (kept.size <= capacity) return;
  const [oldest] = kept.keys();
  if (oldest !== undefined) kept.delete(oldest);
}

/**
 * Makes a bounded cache. Concurrent loads of a key are one load; a load during which the key was forgotten is not
 * kept, since it may have read what was there before.
 */
export function createLiveCache<Value>({ load, isCurrent, capacity }: LiveCacheOptions<Value>): LiveCache<Value> {
  const present = new Map<string, Value>();
  const absent = new Map<string, true>();
  const loading = new Map<string, Promise<Value | null>>();

  function startLoading(key: string): Promise<Value | null> {
    const started = load(key).then(
      (value) => {
        if (loading.get(key) === started) {
          loading.delete(key);
          if (value === null) keep(absent, key, true, capacity);
          else keep(present, key, value, capacity);
        }
        return value;
      },
      (error: unknown) => {
        if (loading.get(key) === started) loading.delete(key);
        throw error;
      },
    );
    loading.set(key, started);
    return started;
  }

  return {
    async get(key) {
      if (!isCurrent()) return load(key);
      const value = present.get(key);
      if (value !== undefined) {
        // While there is room for as many again, nothing is dropped and the order is of no use.
        if (present.size > capacity / 2) keep(present, key, value, capacity);
        return value;
      }
      if (absent.has(key)) return null;
      return loading.get(key) ?? startLoading(key);
    },
    forget(key) {
      present.delete(key);
      absent.delete(key);
      loading.delete(key);
    },
    clear() {
      present.clear();
      absent.clear();
      loading.clear();
    },
  };
}
