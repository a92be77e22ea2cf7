import type { ListPage, ListQuery } from '../access/list-query.ts';
import type { Reach } from '../access/reach.ts';
import type { AuditEvent } from '../audit/audit-event.ts';
import type { MailLanguage, TemplateName } from './mail-event.ts';
import type { MailFacts } from './template-data.ts';
import type { MailTexts } from './template-engine.mjs';

/**
 * Where a mail stands: it waits for its next try; it is held since its recipient got many; it went into a summary; the
 * mail server took it; or it was given up.
 */
export const mailStates = ['queued', 'held', 'digested', 'sent', 'failed'] as const;

export type MailState = (typeof mailStates)[number];

/** A mail in the queue. */
export interface Mail {
  readonly id: string;
  /** The same for every try (RFC 5322 §3.6.4), so that a mail that arrived twice is recognised. */
  readonly messageId: string;
  /** The event it tells of, `digest` or `test`. */
  readonly event: string;
  readonly template: TemplateName;
  /** Whose templates it is written with and whose administrators see it; null for the whole installation. */
  readonly organizationId: string | null;
  readonly address: string;
  readonly recipientName: string;
  readonly language: MailLanguage;
  readonly facts: MailFacts;
  readonly state: MailState;
  readonly attempts: number;
  readonly nextTryAt: Date | null;
  readonly lastError: string | null;
  /** What the mail server said when it took it. */
  readonly answer: string | null;
  /** What is sent; null until the first try. */
  readonly texts: MailTexts | null;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

/** A mail that is to be queued. */
export interface NewMail
  extends Pick<
    Mail,
    'messageId' | 'event' | 'template' | 'organizationId' | 'address' | 'recipientName' | 'language' | 'facts'
  > {
  /** What makes it the only one: the event, the rule and the recipient. Null for what nothing in the audit log asked for. */
  readonly cause: { readonly eventId: string; readonly ruleId: string } | null;
  /** Written already, by whoever tests a template. */
  readonly texts: MailTexts | null;
}

/** A mail that a node is sending, and under which lease. */
export interface LeasedMail {
  readonly mail: Mail;
  readonly lease: string;
}

/** What a try came to. */
export type Outcome =
  | { readonly state: 'sent'; readonly answer: string }
  | { readonly state: 'queued'; readonly error: string; readonly nextTryAt: Date }
  | { readonly state: 'failed'; readonly error: string };

/** The mails that wait for somebody, to be summed up. */
export interface HeldMails {
  readonly address: string;
  readonly mails: readonly Mail[];
}

/** Where delivery takes mails from. Several nodes work on it at once and never on the same mail. */
export interface MailQueue {
  /** Takes mails that are due, at most as many as may still be tried in this minute. */
  claim(limits: { readonly most: number; readonly perMinute: number }): Promise<readonly LeasedMail[]>;
  /** Keeps what a mail says, so that every try says the same and people can see it. */
  write(leased: LeasedMail, texts: MailTexts): Promise<void>;
  settle(leased: LeasedMail, outcome: Outcome): Promise<void>;
  /** Sums up what was held for longer than an hour, one recipient after the other. Gives how many mails it queued. */
  digest(makeDigest: (held: HeldMails) => NewMail): Promise<number>;
  /** Queues a mail that nothing in the audit log asked for. */
  insert(mail: NewMail): Promise<Mail>;
}

/** The queue as people see it. */
export interface MailStore {
  list(reach: Reach, query: ListQuery): Promise<ListPage<Mail>>;
  get(reach: Reach, id: string): Promise<Mail | null>;
  /** Has a mail that was given up, or waits, tried again at once. Null where the reach holds no such mail. */
  retry(reach: Reach, id: string, event: AuditEvent): Promise<Mail | null>;
}
