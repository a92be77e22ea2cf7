import { randomUUID } from 'node:crypto';
import { type Insertable, type Selectable, sql } from 'kysely';
import { comparisonKey } from '../directory/person.ts';
import type { Mail, MailState, NewMail } from '../mail/mail.ts';
import type { MailTable } from './mail-tables.ts';
import type { ListFields } from './row-lists.ts';

export type MailRow = Selectable<MailTable>;

/** A mail as it was read. */
export function toMail(row: MailRow): Mail {
  const { html, subject, text } = row;
  return {
    id: row.id,
    messageId: row.message_id,
    event: row.event,
    template: row.template,
    organizationId: row.organization_id,
    address: row.address,
    recipientName: row.recipient_name,
    language: row.language,
    facts: row.facts,
    state: row.state,
    attempts: row.attempts,
    nextTryAt: row.next_try_at,
    lastError: row.last_error,
    answer: row.answer,
    texts: subject === null || html === null || text === null ? null : { subject, html, text },
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  };
}

/** The row of a new mail. */
export function fromMail(mail: NewMail, state: MailState & ('queued' | 'held'), now: Date): Insertable<MailTable> {
  return {
    id: randomUUID(),
    message_id: mail.messageId,
    event: mail.event,
    event_id: mail.cause === null ? null : Number(mail.cause.eventId),
    rule_id: mail.cause?.ruleId ?? null,
    template: mail.template,
    organization_id: mail.organizationId,
    address: mail.address,
    address_key: comparisonKey(mail.address),
    recipient_name: mail.recipientName,
    language: mail.language,
    facts: JSON.stringify(mail.facts),
    state,
    next_try_at: state === 'queued' ? now : null,
    subject: mail.texts?.subject ?? null,
    html: mail.texts?.html ?? null,
    text: mail.texts?.text ?? null,
    created_at: now,
  };
}

/** How the fields of the API are found. */
export const mailFields: ListFields = {
  id: { type: 'id', column: sql.ref('mails.id') },
  state: { type: 'choice', column: sql.ref('mails.state') },
  event: { type: 'choice', column: sql.ref('mails.event') },
  address: { type: 'name', column: sql.ref('mails.address_key') },
  language: { type: 'choice', column: sql.ref('mails.language') },
  organization: { type: 'id', column: sql.ref('mails.organization_id'), optional: true },
  nextTryAt: { type: 'time', column: sql.ref('mails.next_try_at'), optional: true },
  createdAt: { type: 'time', column: sql.ref('mails.created_at') },
  finishedAt: { type: 'time', column: sql.ref('mails.finished_at'), optional: true },
};
