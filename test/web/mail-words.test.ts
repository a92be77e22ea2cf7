import { describe, expect, it } from 'vitest';
import { mailStates as everyState } from '../../src/mail/mail.ts';
import {
  mailEvents as everyEvent,
  mailLanguages as everyLanguage,
  templateNames as everyTemplate,
} from '../../src/mail/mail-event.ts';
import { recipientKinds as everyKind } from '../../src/mail/notification-rule.ts';
import { templateFields } from '../../src/mail/template-data.ts';
import {
  mailEvents,
  mailLanguages,
  mailStates,
  recipientKinds,
  templateNames,
} from '../../web/backoffice/mail/names.ts';
import { mailTexts } from '../../web/shared/texts/en/mail.ts';

/** The text that a path such as `secret.name` leads to. */
function textAt(tree: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((found, key) => (found as Record<string, unknown> | undefined)?.[key], tree);
}

describe('the pages about mail', () => {
  it('name the events, templates, languages, recipients and states that there are', () => {
    expect([mailEvents, templateNames, mailLanguages]).toEqual([everyEvent, everyTemplate, everyLanguage]);
    expect([recipientKinds, mailStates]).toEqual([everyKind, everyState]);
    for (const name of [...everyTemplate, 'test']) expect(textAt(mailTexts.events, name)).toBeTypeOf('string');
  });

  it('explain every field that templates may use', () => {
    for (const name of Object.keys(templateFields)) {
      expect([name, typeof textAt(mailTexts.templates.explain, name)]).toEqual([name, 'string']);
    }
  });
});
