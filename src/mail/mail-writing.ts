import { builtInTemplate, mailWords, valueWords } from './built-in/built-in-templates.ts';
import { checkContent } from './content-check.ts';
import { frameHtml, frameText } from './layout.ts';
import type { MailLanguage, TemplateName } from './mail-event.ts';
import type { EditedTemplate, MailTemplateStore, TemplateKey } from './mail-template.ts';
import { type MailFacts, templateData } from './template-data.ts';
import { type MailTexts, renderParts, type TemplateProblem } from './template-engine.mjs';
import type { TemplateSandbox } from './template-sandbox.ts';

const longestSubject = 200;

/** One line that a header can hold, whatever was in it. */
function oneLine(text: string): string {
  const line = text
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  return [...line].slice(0, longestSubject).join('');
}

/** What a mail is written from. */
export interface MailContent extends TemplateKey {
  readonly facts: MailFacts;
}

export type WrittenMail = { readonly texts: MailTexts } | { readonly problem: TemplateProblem };

/** Writes mails: fills templates with values and puts them into the frame that all mails share. */
export interface MailWriting {
  /** With the templates as they are kept; with the built-in one where an edited one cannot be used. */
  write(content: MailContent): Promise<MailTexts>;
  /** With given templates, which are tried out: what is wrong with them is said. */
  attempt(sources: MailTexts, content: MailContent): Promise<WrittenMail>;
  /** The subject of a built-in template. */
  builtInSubject(template: TemplateName, language: MailLanguage, facts: MailFacts): string;
}

export interface MailWritingDependencies {
  readonly templates: Pick<MailTemplateStore, 'get' | 'failed'>;
  readonly sandbox: TemplateSandbox;
  readonly issuer: string;
}

function failure({ language, organizationId, template }: EditedTemplate, { message, part }: TemplateProblem) {
  return {
    type: 'mail-template.failed',
    organizationId,
    actor: { kind: 'server', id: null },
    subject: { kind: 'mail-template', id: `${template}.${language}`, name: template },
    details: { template, language, problem: `${part}: ${message}` },
    origin: { address: null, requestId: null },
  } as const;
}

/** Makes what writes mails. */
export function createMailWriting({ issuer, sandbox, templates }: MailWritingDependencies): MailWriting {
  function dataOf({ facts, language }: Pick<MailContent, 'facts' | 'language'>) {
    return templateData(facts, { issuer, language, words: valueWords(language) });
  }

  function frame(texts: MailTexts, language: MailLanguage): MailTexts {
    const subject = oneLine(texts.subject);
    const footer = mailWords[language].footer.replace('{server}', new URL(issuer).host);
    return {
      subject,
      html: frameHtml({ language, subject, content: texts.html, footer }),
      text: frameText(texts.text, footer),
    };
  }

  function fillBuiltIn(content: Pick<MailContent, 'template' | 'facts' | 'language'>): MailTexts {
    const filled = renderParts(builtInTemplate(content.template, content.language), dataOf(content));
    if ('texts' in filled) return filled.texts;
    throw new Error(`the built-in template ${content.template} is broken: ${filled.problem.message}`);
  }

  async function attempt(sources: MailTexts, content: MailContent): Promise<WrittenMail> {
    const filled = await sandbox.render(sources, dataOf(content));
    if ('problem' in filled) return filled;
    const problem = checkContent(filled.texts, issuer);
    return problem === null ? { texts: frame(filled.texts, content.language) } : { problem };
  }

  async function edited({ language, organizationId, template }: MailContent): Promise<EditedTemplate | null> {
    const own = organizationId === null ? null : await templates.get({ template, language, organizationId });
    return own ?? templates.get({ template, language, organizationId: null });
  }

  return {
    attempt,
    async write(content) {
      const found = await edited(content);
      if (found !== null) {
        const written = await attempt(found.texts, content);
        if ('texts' in written) return written.texts;
        await templates.failed(found, failure(found, written.problem));
      }
      return frame(fillBuiltIn(content), content.language);
    },
    builtInSubject: (template, language, facts) => oneLine(fillBuiltIn({ template, language, facts }).subject),
  };
}
