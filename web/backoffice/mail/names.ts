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

export const templateNames = [...mailEvents, 'digest'] as const;

export type TemplateName = (typeof templateNames)[number];

export const mailLanguages = ['en', 'de', 'fr', 'es', 'uk'] as const;

export type MailLanguage = (typeof mailLanguages)[number];

/** Whom a rule can tell. */
export const recipientKinds = ['owner', 'creator', 'administrators'] as const;

export type RecipientKind = (typeof recipientKinds)[number];

/** Where a mail stands. */
export const mailStates = ['queued', 'held', 'digested', 'sent', 'failed'] as const;
