import { CompiledQuery, sql } from 'kysely';
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { AttemptLimiter, AttemptRule } from '../directory/attempt-limiter.ts';
import type { Cryptography } from '../oauth/cryptography.ts';
import type { Database } from './schema.ts';

const mostKeys = 100_000;

interface Counter {
  consume(key: string): Promise<RateLimiterRes>;
  giveBack(key: string): Promise<void>;
}

type CounterFactory = (rule: AttemptRule) => Counter;

/** Counts in this process: an embedded database has no other. The oldest keys make room when there are too many. */
export function countInMemory(): CounterFactory {
  return ({ limit, seconds }) => {
    const limiter = new RateLimiterMemory({ points: limit, duration: seconds, keyPrefix: '' });
    const keys = new Set<string>();
    return {
      consume(key) {
        keys.delete(key);
        keys.add(key);
        const [oldest] = keys;
        if (keys.size > mostKeys && oldest !== undefined) {
          keys.delete(oldest);
          void limiter.delete(oldest);
        }
        return limiter.consume(key);
      },
      async giveBack(key) {
        const counted = await limiter.get(key);
        if (counted !== null && counted.consumedPoints > 0) await limiter.reward(key);
      },
    };
  };
}

/** Counts in PostgreSQL, for all nodes together, each attempt in one atomic statement. */
export function countInDatabase(database: Database): CounterFactory {
  const storeClient = {
    query: ({ text, values }: { text: string; values: readonly unknown[] }) =>
      database.executeQuery(CompiledQuery.raw(text, [...values])),
  };
  return ({ limit, seconds }) => {
    const limiter = new RateLimiterPostgres({
      storeClient,
      storeType: 'client',
      tableName: 'rate_limits',
      tableCreated: true,
      clearExpiredByTimeout: false,
      keyPrefix: '',
      points: limit,
      duration: seconds,
    });
    return {
      consume: (key) => limiter.consume(key),
      async giveBack(key) {
        await sql`update rate_limits set points = points - 1
          where key = ${key} and points > 0 and expire > ${Date.now()}`.execute(database);
      },
    };
  };
}

/** Makes the limiter of attempts. Keys are hashed, so that neither their length nor what they say is stored. */
export function createAttemptLimiter(createCounter: CounterFactory, cryptography: Cryptography): AttemptLimiter {
  const counters = new Map<string, Counter>();

  function counterOf(rule: AttemptRule): Counter {
    const id = `${rule.name} ${rule.limit} ${rule.seconds}`;
    const counter = counters.get(id) ?? createCounter(rule);
    counters.set(id, counter);
    return counter;
  }

  const keyOf = (rule: AttemptRule, key: string) => cryptography.digest(`${rule.name}\0${key}`);

  return {
    async take(rule, key) {
      try {
        await counterOf(rule).consume(keyOf(rule, key));
        return 0;
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000));
        throw refusal;
      }
    },
    giveBack: (rule, key) => counterOf(rule).giveBack(keyOf(rule, key)),
  };
}
