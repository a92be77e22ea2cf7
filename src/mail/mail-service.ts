import { setTimeout as sleep } from 'node:timers/promises';
import type { Delivery, MailLog } from './delivery.ts';
import type { createNotificationPlan, Outbox } from './notifier.ts';

export interface MailServiceDependencies {
  readonly outbox: Outbox;
  readonly plan: ReturnType<typeof createNotificationPlan>;
  readonly delivery: Delivery;
  readonly log: MailLog;
  /** How many mails somebody gets within an hour before the rest is summed up; asked each time. */
  readonly limits: () => { readonly perRecipientPerHour: number };
  /** Milliseconds between two looks. */
  readonly lookEvery?: number;
}

export interface MailService {
  /** Ends after what is being sent at the moment. */
  stop(): Promise<void>;
}

const eventsAtOnce = 100;

/** Reads the audit log to its end, as far as another node is not doing so. Gives how many events were read. */
export async function readOutbox(
  { limits, outbox, plan }: Pick<MailServiceDependencies, 'outbox' | 'limits' | 'plan'>,
  signal: AbortSignal,
): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const read = await outbox.advance({ most: eventsAtOnce, ...limits() }, plan);
    total += read ?? 0;
    if (read === null || read < eventsAtOnce) break;
  }
  return total;
}

/**
 * Turns events into mails and sends them, on this node, until it is stopped. Beside the jobs, so that a slow mail server
 * holds up nothing else.
 */
export function startMailService(dependencies: MailServiceDependencies): MailService {
  const { delivery, log, lookEvery = 1_000 } = dependencies;
  const stopping = new AbortController();
  const { signal } = stopping;
  const last = { read: true, deliver: true };

  /** Whatever fails is told once and tried again at the next look. */
  async function attempt(what: keyof typeof last, work: () => Promise<unknown>): Promise<void> {
    try {
      await work();
      last[what] = true;
    } catch (error) {
      if (last[what]) log.error({ err: error, what }, 'mail could not be handled; it will be tried again');
      last[what] = false;
    }
  }

  async function run(look: (signal: AbortSignal) => Promise<void>): Promise<void> {
    while (!signal.aborted) {
      await look(signal);
      await sleep(lookEvery, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  const running = Promise.all([
    run(() => attempt('read', () => readOutbox(dependencies, signal))),
    run(() =>
      attempt('deliver', async () => {
        await delivery.digest();
        await delivery.deliver(signal);
      }),
    ),
  ]);
  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
