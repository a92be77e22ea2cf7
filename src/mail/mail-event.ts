import type { AuditEventType } from '../audit/audit-event.ts';

/** What people are told by mail. */
export const mailEvents = [
  'application.created',
  'application.activated',
  'application.deactivated',
  'application.deleted',
  'application.secret-added',
  'application.secret-expiring',
  'application.secret-used-after-expiry',
  'application.secret-retired',
  'application.network-new',
  'refresh-token.reused',
  'password.changed',
  'mail-template.failed',
] as const;

export type MailEvent = (typeof mailEvents)[number];

/** The built-in templates: one for each event, and one that sums up what was too much for single mails. */
export const templateNames = [...mailEvents, 'digest'] as const;

export type TemplateName = (typeof templateNames)[number];

/** The languages of mails. */
export const mailLanguages = ['en', 'de', 'fr', 'es', 'uk'] as const;

export type MailLanguage = (typeof mailLanguages)[number];

/** The language of somebody's mails, from the tag of theirs (BCP 47); English where there are no mails in it. */
export function mailLanguageOf(locale: string): MailLanguage {
  const [primary] = locale.toLowerCase().split('-');
  return mailLanguages.find((language) => language === primary) ?? 'en';
}

/** The event of the audit log that is told; null for those that are not. */
export function mailEventOf(type: AuditEventType): MailEvent | null {
  if (type === 'user.password-changed' || type === 'customer-user.password-changed') return 'password.changed';
  return mailEvents.find((event) => event === type) ?? null;
}
