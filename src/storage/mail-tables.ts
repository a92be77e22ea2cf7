import type { Generated } from 'kysely';
import type { Side } from '../access/subject.ts';
import type { MailState } from '../mail/mail.ts';
import type { MailEvent, MailLanguage, TemplateName } from '../mail/mail-event.ts';
import type { RecipientKind } from '../mail/notification-rule.ts';
import type { MailFacts } from '../mail/template-data.ts';
import type { Json } from './json-column.ts';

export interface NotificationRuleTable {
  id: string;
  event: MailEvent;
  side: Side | null;
  organization_id: string | null;
  recipients: RecipientKind[];
  addresses: string[];
  template: TemplateName;
  enabled: boolean;
  created_at: Date;
  updated_at: Date;
}

export interface MailTemplateTable {
  template: TemplateName;
  language: MailLanguage;
  organization_id: string | null;
  subject: string;
  html: string;
  text: string;
  failed_at: Date | null;
  updated_at: Date;
}

export interface MailTable {
  id: string;
  message_id: string;
  event: string;
  event_id: number | null;
  rule_id: string | null;
  template: TemplateName;
  organization_id: string | null;
  address: string;
  address_key: string;
  recipient_name: string;
  language: MailLanguage;
  facts: Json<MailFacts>;
  state: MailState;
  attempts: Generated<number>;
  next_try_at: Date | null;
  tried_at: Generated<Date | null>;
  leased_until: Generated<Date | null>;
  lease: Generated<string | null>;
  last_error: Generated<string | null>;
  answer: Generated<string | null>;
  subject: string | null;
  html: string | null;
  text: string | null;
  digest_id: Generated<string | null>;
  created_at: Date;
  finished_at: Generated<Date | null>;
}

export interface MailCursorTable {
  last_event_id: number;
}
