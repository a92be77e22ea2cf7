import type { TemplateName } from '../mail-event.ts';

/** What a built-in template says. Liquid; values come as `{{ group.field }}`. */
export interface TemplateWords {
  readonly subject: string;
  readonly title: string;
  /** One paragraph each. */
  readonly body: readonly string[];
  /** What to do when it was not meant. */
  readonly advice?: string;
}

/** Everything the built-in templates of one language are made of. */
export interface MailWords {
  readonly templates: Readonly<Record<TemplateName, TemplateWords>>;
  readonly greeting: string;
  /** What the facts are called. */
  readonly labels: Readonly<
    Record<
      | 'application'
      | 'clientId'
      | 'organization'
      | 'owner'
      | 'actor'
      | 'time'
      | 'origin'
      | 'secret'
      | 'expires'
      | 'template'
      | 'language'
      | 'problem',
      string
    >
  >;
  readonly button: string;
  readonly footer: string;
  readonly values: { readonly server: string; readonly commandLine: string };
}
