/**
 * What is counted: one kind of attempt under one key, `limit` times within `seconds`. Read each time, since a limit can
 * change at any moment.
 */
export interface AttemptRule {
  readonly name: string;
  readonly limit: number;
  readonly seconds: number;
}

/** Seconds to wait, or 0 where the attempt may go on. */
export type Wait = number;

/** Counts attempts atomically, so that parallel ones cannot slip through. Memory is bounded. */
export interface AttemptLimiter {
  /** Counts one attempt before it is evaluated. */
  take(rule: AttemptRule, key: string): Promise<Wait>;
  /** Gives an attempt back that turned out to be rightful. */
  giveBack(rule: AttemptRule, key: string): Promise<void>;
}

/** Somebody tried too often; `retryAfter` is in seconds. */
export class TooManyAttempts extends Error {
  readonly retryAfter: number;

  constructor(retryAfter: number) {
    super('Too many attempts. Wait before you try again.');
    this.name = 'TooManyAttempts';
    this.retryAfter = retryAfter;
  }
}
