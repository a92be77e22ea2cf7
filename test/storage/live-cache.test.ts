import { describe, expect, it } from 'vitest';
import { createLiveCache } from '../../src/storage/live-cache.ts';

/** A source whose loads end when told to. */
function createSource() {
  const loads: { key: string; answer: (value: string | null) => void; fail: (error: Error) => void }[] = [];
  const load = (key: string) =>
    new Promise<string | null>((answer, fail) => {
      loads.push({ key, answer, fail });
    });
  return { loads, load };
}

describe('a live cache', () => {
  it('loads a key once, also for many who ask at once, and then keeps it', async () => {
    const { loads, load } = createSource();
    const cache = createLiveCache({ load, isCurrent: () => true, capacity: 10 });
    const asked = [cache.get('a'), cache.get('a'), cache.get('a')];
    loads[0]?.answer('A');
    expect(await Promise.all(asked)).toEqual(['A', 'A', 'A']);
    expect(await cache.get('a')).toBe('A');
    expect(loads).toHaveLength(1);
  });

  it('keeps that there is nothing as well', async () => {
    const { loads, load } = createSource();
    const cache = createLiveCache({ load, isCurrent: () => true, capacity: 10 });
    const asked = cache.get('a');
    loads[0]?.answer(null);
    expect(await asked).toBeNull();
    expect(await cache.get('a')).toBeNull();
    expect(loads).toHaveLength(1);
  });

  for (const [name, forget] of [
    ['forgotten', (cache: ReturnType<typeof createLiveCache<string>>) => cache.forget('a')],
    ['cleared', (cache: ReturnType<typeof createLiveCache<string>>) => cache.clear()],
  ] as const) {
    it(`does not keep what was being loaded when it was ${name}, and loads anew for who asks after that`, async () => {
      const { loads, load } = createSource();
      const cache = createLiveCache({ load, isCurrent: () => true, capacity: 10 });
      const before = cache.get('a');
      forget(cache);
      const after = cache.get('a');
      loads[1]?.answer('new');
      expect(await after).toBe('new');
      loads[0]?.answer('old');
      expect(await before).toBe('old');
      expect(await cache.get('a')).toBe('new');
      expect(loads).toHaveLength(2);
    });
  }

  it('does not keep a failure', async () => {
    const { loads, load } = createSource();
    const cache = createLiveCache({ load, isCurrent: () => true, capacity: 10 });
    const asked = cache.get('a');
    loads[0]?.fail(new Error('down'));
    await expect(asked).rejects.toThrow('down');
    const again = cache.get('a');
    loads[1]?.answer('A');
    expect(await again).toBe('A');
  });

  it('loads for everybody while changes may be missed', async () => {
    let isCurrent = true;
    let value = 'old';
    const cache = createLiveCache({ load: async () => value, isCurrent: () => isCurrent, capacity: 10 });
    expect(await cache.get('a')).toBe('old');
    value = 'new';
    isCurrent = false;
    expect(await cache.get('a')).toBe('new');
  });

  it('drops what was not used for the longest time, and absences never crowd values out', async () => {
    const loaded: string[] = [];
    const load = async (key: string) => {
      loaded.push(key);
      return key.startsWith('no') ? null : key;
    };
    const cache = createLiveCache({ load, isCurrent: () => true, capacity: 2 });
    for (const key of ['a', 'b', 'a', 'c']) await cache.get(key);
    for (let at = 0; at < 100; at += 1) await cache.get(`no ${at}`);
    loaded.length = 0;
    for (const key of ['a', 'c', 'no 99', 'no 98']) await cache.get(key);
    expect(loaded).toEqual([]);
    await cache.get('b');
    expect(loaded).toEqual(['b']);
  });
});
