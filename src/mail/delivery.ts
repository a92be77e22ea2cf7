import type { HeldMails, LeasedMail, MailQueue, NewMail, Outcome } from './mail.ts';
import type { MailWriting } from './mail-writing.ts';
import { MailRefused, type MailTransport } from './transports/mail-transport.ts';

export interface MailLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface DeliveryDependencies {
  readonly queue: MailQueue;
  readonly writing: MailWriting;
  readonly transport: MailTransport;
  readonly clock: () => Date;
  readonly log: MailLog;
  /** How many mails all nodes together try within a minute; asked each time. */
  readonly limits: () => { readonly perMinute: number };
  /** The domain of message ids. */
  readonly domain: string;
  readonly random?: () => number;
}

export interface Delivery {
  /** Tries what is due, until nothing is, the signal is given or the mail server does not answer. Gives how many were taken. */
  deliver(signal: AbortSignal): Promise<number>;
  /** Sums up what recipients got too much of. */
  digest(): Promise<number>;
}

const minute = 60_000;
const hour = 60 * minute;
const atOnce = 4;
const givenUpAfter = 72 * hour;

/** How long after a failed try the next one comes, in milliseconds: two minutes, then twice as long each time up to an hour, by chance ±20 %. */
export function waitAfter(attempts: number, random: number): number {
  return Math.round(Math.min(minute * 2 ** Math.min(attempts, 10), hour) * (0.8 + 0.4 * random));
}

/** How long the whole node waits after the mail server did not answer so many times in a row. */
function pauseAfter(failures: number): number {
  return Math.min(5_000 * 2 ** Math.min(failures - 1, 6), 5 * minute);
}

/** Makes the delivery of what is in the queue. */
export function createDelivery(dependencies: DeliveryDependencies): Delivery {
  const { clock, limits, log, queue, transport, writing } = dependencies;
  const random = dependencies.random ?? Math.random;
  let failures = 0;
  let pausedUntil = 0;

  function afterRefusal({ mail }: LeasedMail, refused: MailRefused): Outcome {
    const { message: error, verdict } = refused;
    const now = clock().getTime();
    const nextTryAt = new Date(now + waitAfter(mail.attempts, random()));
    const isOver = nextTryAt.getTime() - mail.createdAt.getTime() > givenUpAfter;
    return verdict === 'mail' || isOver ? { state: 'failed', error } : { state: 'queued', error, nextTryAt };
  }

  function note(refused: MailRefused): void {
    if (refused.verdict !== 'server') {
      failures = 0;
      return;
    }
    failures += 1;
    pausedUntil = clock().getTime() + pauseAfter(failures);
    if (failures === 1) log.warn({ reason: refused.message }, 'the mail server takes no mail; it will be tried again');
  }

  async function attempt(leased: LeasedMail): Promise<Outcome> {
    const { mail } = leased;
    try {
      const texts = mail.texts ?? (await writing.write(mail));
      if (mail.texts === null) await queue.write(leased, texts);
      const { address, createdAt: date, id, messageId, recipientName: name } = mail;
      const answer = await transport.send({ id, messageId, date, to: { name, address }, texts });
      if (failures > 0) log.info({}, 'the mail server takes mail again');
      failures = 0;
      return { state: 'sent', answer };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      const refused = error instanceof MailRefused ? error : new MailRefused(reason, 'later', error);
      note(refused);
      const outcome = afterRefusal(leased, refused);
      if (outcome.state === 'failed') log.warn({ mail: mail.id, reason }, 'a mail was given up');
      return outcome;
    }
  }

  return {
    async deliver(signal) {
      let taken = 0;
      while (!signal.aborted && clock().getTime() >= pausedUntil) {
        // After a failure one mail finds out whether the server is back.
        const claimed = await queue.claim({ most: failures > 0 ? 1 : atOnce, ...limits() });
        if (claimed.length === 0) break;
        const outcomes = await Promise.all(
          claimed.map(async (leased) => {
            const outcome = await attempt(leased);
            await queue.settle(leased, outcome);
            return outcome;
          }),
        );
        taken += outcomes.filter(({ state }) => state === 'sent').length;
      }
      return taken;
    },

    digest: () => queue.digest((held) => makeDigest(held, writing, dependencies.domain)),
  };
}

/** One mail that stands for those that somebody was not sent. */
function makeDigest({ address, mails }: HeldMails, writing: MailWriting, domain: string): NewMail {
  const [first] = mails;
  if (first === undefined) throw new Error('a summary of nothing');
  const { facts, id, language, organizationId, recipientName } = first;
  const digest = mails.map((mail) => ({
    at: mail.facts.at,
    subject: writing.builtInSubject(mail.template, language, mail.facts),
  }));
  const same = mails.every((mail) => mail.organizationId === organizationId);
  return {
    messageId: `<digest.${id}@${domain}>`,
    event: 'digest',
    template: 'digest',
    organizationId: same ? organizationId : null,
    address,
    recipientName,
    language,
    facts: { ...facts, digest },
    cause: null,
    texts: null,
  };
}
