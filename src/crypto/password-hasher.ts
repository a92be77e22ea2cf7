import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { hash, verify } from '@node-rs/argon2';
import { type PasswordHasher, PasswordQueueFull } from '../directory/password.ts';

/** OWASP's second set of parameters for argon2id, the library's default: 19 MiB, two passes; about 8 ms on a core. */
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
const parameterText = `$argon2id$v=19$m=${parameters.memoryCost},t=${parameters.timeCost},p=${parameters.parallelism}$`;

interface HasherLimits {
  /** How many are hashed at a time; the thread pool has other work too. */
  readonly atOnce: number;
  /** How many may wait; more are refused, so that a storm of sign-ins cannot pile up. */
  readonly waiting: number;
}

/** Lets a few tasks run at a time, first come first served. */
function createQueue(limits: HasherLimits) {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async function run<T>(task: () => Promise<T>): Promise<T> {
    if (running >= limits.atOnce) {
      if (waiting.length >= limits.waiting) throw new PasswordQueueFull();
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else {
      running += 1;
    }
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}

/** A core stays free for everything else, so that a storm of sign-ins does not slow the token endpoint down. */
const coresForHashing = availableParallelism() > 2 ? 2 : 1;

/** Makes the argon2id hasher. It works on the thread pool, never on the event loop, behind a bounded queue. */
export async function createPasswordHasher(
  limits: HasherLimits = { atOnce: coresForHashing, waiting: 400 },
): Promise<PasswordHasher> {
  const run = createQueue(limits);
  const nobodysHash = await hash(randomBytes(24), parameters);
  return {
    hash: (password) => run(() => hash(password, parameters)),
    verify: (password, stored) => run(() => verify(stored, password).catch(() => false)),
    async verifyNothing(password) {
      await run(() => verify(nobodysHash, password));
      return false;
    },
    needsRehash: (stored) => !stored.startsWith(parameterText),
  };
}
