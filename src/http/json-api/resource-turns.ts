/** Lets the changes of one resource follow each other. */
export interface ResourceTurns {
  run<Value>(id: string, change: () => Promise<Value>): Promise<Value>;
}

/**
 * Makes the turns of a process. Without them two changes could both see the state that their `If-Match` names, and the
 * second would undo the first.
 */
export function createResourceTurns(): ResourceTurns {
  const last = new Map<string, Promise<unknown>>();
  return {
    async run(id, change) {
      const before = last.get(id) ?? Promise.resolve();
      const mine = before.then(change, change);
      last.set(id, mine);
      try {
        return await mine;
      } finally {
        if (last.get(id) === mine) last.delete(id);
      }
    },
  };
}
