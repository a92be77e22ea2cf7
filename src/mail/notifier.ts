import { createHash } from 'node:crypto';
import { isPerson, type PersonRef, parseSubject, type Side, sideOf } from '../access/subject.ts';
import type { AuditEntry } from '../audit/audit-log.ts';
import type { NewMail } from './mail.ts';
import { type MailEvent, mailEventOf, mailLanguageOf } from './mail-event.ts';
import type { NotificationRule } from './notification-rule.ts';
import type { MailFacts } from './template-data.ts';

/** Who can get a mail. */
export interface MailPerson {
  readonly ref: PersonRef;
  readonly name: string;
  readonly email: string;
  readonly locale: string;
}

/** What is known of an application, also when it has been deleted. */
export interface MailApplication {
  readonly name: string;
  readonly clientId: string;
  readonly side: Side;
  readonly owner: PersonRef | null;
  readonly creator: PersonRef | null;
}

/** What the notifier looks up, in the transaction in which it queues mails. */
export interface NotificationLookup {
  /** The rules that are on for an event, oldest first. */
  rules(event: MailEvent): Promise<readonly NotificationRule[]>;
  application(id: string): Promise<MailApplication | null>;
  /** Null for who has been deleted or may not sign in. */
  person(ref: PersonRef): Promise<MailPerson | null>;
  /** The name of somebody, also of who has been deleted; '' for nobody. */
  nameOf(ref: PersonRef): Promise<string>;
  /** Who administrates an organization; null for the whole installation. */
  administrators(organizationId: string | null): Promise<readonly MailPerson[]>;
  organizationName(id: string): Promise<string>;
}

/** The audit log as an outbox. */
export interface Outbox {
  /**
   * Reads events that were not read yet, and queues what the plan makes of them in the same transaction. Gives how many
   * it read; null where another node is doing it. Who got more than so many mails within an hour gets the rest summed up.
   */
  advance(
    limits: { readonly most: number; readonly perRecipientPerHour: number },
    plan: (entry: AuditEntry, lookup: NotificationLookup) => Promise<readonly NewMail[]>,
  ): Promise<number | null>;
}

/** What an event is about, as far as mail is concerned. */
interface Matter {
  readonly event: MailEvent;
  readonly side: Side;
  readonly application: MailApplication | null;
  readonly concerned: PersonRef | null;
}

async function matterOf(entry: AuditEntry, event: MailEvent, lookup: NotificationLookup): Promise<Matter> {
  const { details, subject, type } = entry;
  if (subject.kind === 'user' || subject.kind === 'customer-user') {
    const person: PersonRef = { kind: subject.kind, id: subject.id };
    return { event, side: sideOf(person), application: null, concerned: person };
  }
  if (subject.kind !== 'application') return { event, side: 'backoffice', application: null, concerned: null };
  const application = await lookup.application(subject.id);
  const side = application?.side ?? 'backoffice';
  if (type !== 'refresh-token.reused') return { event, side, application, concerned: application?.owner ?? null };
  const holder = parseSubject(details.subject);
  const concerned = holder !== null && isPerson(holder) ? holder : (application?.owner ?? null);
  return { event, side, application, concerned };
}

const noSecret = { name: '', expiresAt: '', days: 0 };
const noTemplate = { name: '', language: '', problem: '' };

function secretOf(entry: AuditEntry): MailFacts['secret'] {
  switch (entry.type) {
    case 'application.secret-added':
    case 'application.secret-retired':
      return { ...noSecret, name: entry.details.secretName };
    case 'application.secret-used-after-expiry':
      return { ...noSecret, name: entry.details.secretName, expiresAt: entry.details.expiresAt };
    case 'application.secret-expiring':
      return { name: entry.details.secretName, expiresAt: entry.details.expiresAt, days: entry.details.days };
    default:
      return noSecret;
  }
}

async function actorNameOf(entry: AuditEntry, lookup: NotificationLookup): Promise<string> {
  const { id, kind } = entry.actor;
  if (id === null || kind === 'visitor') return '';
  if (kind === 'application') return (await lookup.application(id))?.name ?? '';
  if (kind === 'user' || kind === 'customer-user') return lookup.nameOf({ kind, id });
  return id;
}

async function factsOf(entry: AuditEntry, matter: Matter, lookup: NotificationLookup) {
  const { application, concerned, side } = matter;
  const { organizationId, origin, subject } = entry;
  return {
    at: entry.at.toISOString(),
    side,
    application: {
      name: subject.kind === 'application' ? subject.name : '',
      clientId: application?.clientId ?? '',
    },
    organization: organizationId === null ? '' : await lookup.organizationName(organizationId),
    owner: concerned === null ? '' : await lookup.nameOf(concerned),
    actor: { kind: entry.actor.kind, name: await actorNameOf(entry, lookup) },
    secret: secretOf(entry),
    origin: (entry.type === 'application.network-new' ? entry.details.network : origin.address) ?? '',
    template:
      entry.type === 'mail-template.failed'
        ? { name: entry.details.template, language: entry.details.language, problem: entry.details.problem }
        : noTemplate,
    digest: [],
  } satisfies Omit<MailFacts, 'recipient'>;
}

/** Somebody to send to, known to us or merely by address. */
interface Recipient {
  readonly address: string;
  readonly name: string;
  readonly locale: string;
  readonly side: Side;
}

function toRecipient({ email, locale, name, ref }: MailPerson): Recipient {
  return { address: email, name, locale, side: sideOf(ref) };
}

async function recipientsOf(
  rule: NotificationRule,
  { application, concerned, side }: Matter,
  entry: AuditEntry,
  lookup: NotificationLookup,
): Promise<readonly Recipient[]> {
  const people: MailPerson[] = [];
  const add = async (ref: PersonRef | null | undefined) => {
    const person = ref ? await lookup.person(ref) : null;
    if (person !== null) people.push(person);
  };
  if (rule.recipients.includes('owner')) await add(concerned);
  if (rule.recipients.includes('creator')) await add(application?.creator);
  if (rule.recipients.includes('administrators')) people.push(...(await lookup.administrators(entry.organizationId)));
  const others = rule.addresses.map((address) => ({ address, name: '', locale: 'en', side }));
  return [...people.map(toRecipient), ...others];
}

function applies(rule: NotificationRule, { side }: Matter, { organizationId }: AuditEntry): boolean {
  const here = rule.organizationId === null || rule.organizationId === organizationId;
  return here && (rule.side === null || rule.side === side);
}

/** The same for the same event, rule and recipient, whenever and by whichever node it is made. */
function messageIdOf(parts: readonly string[], domain: string): string {
  const digest = createHash('sha256').update(parts.join('\0')).digest('base64url');
  return `<${digest.slice(0, 32)}@${domain}>`;
}

const keyOf = (address: string) => address.normalize('NFKC').trim().toLowerCase();

/**
 * Makes the plan that turns an event of the audit log into mails: what the rules say of it, once for each recipient
 * and template. `domain` ends the message ids.
 */
export function createNotificationPlan(domain: string) {
  return async function plan(entry: AuditEntry, lookup: NotificationLookup): Promise<readonly NewMail[]> {
    const event = mailEventOf(entry.type);
    const rules = event === null ? [] : await lookup.rules(event);
    if (event === null || rules.length === 0) return [];
    const matter = await matterOf(entry, event, lookup);
    const mails = new Map<string, NewMail>();
    let facts: Omit<MailFacts, 'recipient'> | null = null;
    for (const rule of rules.filter((each) => applies(each, matter, entry))) {
      for (const { address, locale, name, side } of await recipientsOf(rule, matter, entry, lookup)) {
        const key = `${rule.template} ${keyOf(address)}`;
        if (mails.has(key)) continue;
        facts ??= await factsOf(entry, matter, lookup);
        mails.set(key, {
          messageId: messageIdOf([entry.id, entry.at.toISOString(), rule.id, keyOf(address)], domain),
          event,
          template: rule.template,
          organizationId: entry.organizationId,
          address,
          recipientName: name,
          language: mailLanguageOf(locale),
          facts: { ...facts, recipient: name, side },
          cause: { eventId: entry.id, ruleId: rule.id },
          texts: null,
        });
      }
    }
    return [...mails.values()];
  };
}
