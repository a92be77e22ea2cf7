import { StorageUnavailable } from './storage-error.ts';

/** Asks for one thing; what is asked at about the same time is asked of the database together. */
export type Gathering<Item, Answer> = (item: Item) => Promise<Answer>;

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

/** One that waits for a lock must not hold up everybody; more of them would gather less. */
const mostAtOnce = 2;
const mostTogether = 200;
const mostWaiting = 10_000;

/**
 * Makes a gathering: while some statements are under way, whatever else is asked waits for one of them to end and is
 * then asked together. One statement for many rows takes little longer than one for one, and many commits become one.
 * `perform` answers in the order of what it is given, and does all of it or nothing. Where it fails, each is asked alone,
 * so that nobody suffers from what another asked; unless the database is away.
 * @throws StorageUnavailable when too many wait already
 */
export function createGathering<Item, Answer>(
  perform: (items: readonly Item[]) => Promise<readonly Answer[]>,
): Gathering<Item, Answer> {
  let waiting: Waiting<Item, Answer>[] = [];
  let underWay = 0;

  async function ask(together: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await perform(together.map(({ item }) => item));
      for (const [at, { resolve }] of together.entries()) resolve(answers[at] as Answer);
    } catch (error) {
      if (together.length === 1 || error instanceof StorageUnavailable) {
        for (const { reject } of together) reject(error);
      } else {
        for (const each of together) await ask([each]);
      }
    }
  }

  async function run(together: readonly Waiting<Item, Answer>[]): Promise<void> {
    await ask(together);
    underWay -= 1;
    next();
  }

  function next(): void {
    if (underWay >= mostAtOnce || waiting.length === 0) return;
    const together = waiting.slice(0, mostTogether);
    waiting = waiting.slice(mostTogether);
    underWay += 1;
    void run(together);
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length >= mostWaiting) {
        reject(new StorageUnavailable('too much waits for the database'));
        return;
      }
      waiting.push({ item, resolve, reject });
      // What arrives in the same turn of the event loop goes together.
      if (waiting.length === 1) setImmediate(next);
    });
}
