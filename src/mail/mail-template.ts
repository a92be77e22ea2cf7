import type { AuditEvent } from '../audit/audit-event.ts';
import type { MailLanguage, TemplateName } from './mail-event.ts';
import type { MailTexts } from './template-engine.mjs';

/** Which template: its name, its language, and whose it is (null for all organizations). */
export interface TemplateKey {
  readonly template: TemplateName;
  readonly language: MailLanguage;
  readonly organizationId: string | null;
}

/** A template that people wrote in place of the built-in one. */
export interface EditedTemplate extends TemplateKey {
  readonly texts: MailTexts;
  /** When it could not be used the last time; null where it can, as far as is known. */
  readonly failedAt: Date | null;
  readonly updatedAt: Date;
}

/** Where edited templates are kept. */
export interface MailTemplateStore {
  /** Those of an organization (null: for all organizations), or simply all. */
  list(of: { readonly organizationId: string | null } | 'everything'): Promise<readonly EditedTemplate[]>;
  get(key: TemplateKey): Promise<EditedTemplate | null>;
  save(key: TemplateKey, texts: MailTexts, event: AuditEvent): Promise<EditedTemplate>;
  /** False where there is none. */
  remove(key: TemplateKey, event: AuditEvent): Promise<boolean>;
  /** Notes that one could not be used, and tells of it once until it is edited. */
  failed(edited: EditedTemplate, event: AuditEvent): Promise<void>;
}
