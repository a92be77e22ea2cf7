/**
 * Makes what waits for the end of a turn of the event loop, when everything that has arrived was read. What waits goes on
 * together, step by step: the same code runs for one after the other, so that the processor has it at hand, and answers
 * are written one after the other, which takes the system, and whoever reads them, far less.
 */
function createTurns(): () => Promise<void> {
  let turn: Promise<void> | null = null;
  const end = (resolve: () => void) =>
    setImmediate(() => {
      turn = null;
      resolve();
    });
  return () => {
    turn ??= new Promise(end);
    return turn;
  };
}

/** Waits for the end of this turn of the event loop. */
export const endOfTurn = createTurns();
