import { z } from 'zod';
import { type Mail, mailStates } from '../../mail/mail.ts';
import type { MailAdministration } from '../../mail/mail-administration.ts';
import { mailEvents, mailLanguages } from '../../mail/mail-event.ts';
import { text, time } from '../json-api/attribute-declarations.ts';
import {
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const events = [...mailEvents, 'digest', 'test'] as const;

/** What a mail says is shown by its preview alone. */
function show(mail: Mail): Resource {
  const { address, answer, attempts, createdAt, event, finishedAt, id, language, lastError, messageId } = mail;
  const { nextTryAt, organizationId, state, texts } = mail;
  return {
    id,
    attributes: {
      event,
      state,
      address,
      subject: texts?.subject ?? null,
      language,
      attempts,
      nextTryAt: nextTryAt?.toISOString() ?? null,
      lastError,
      answer,
      messageId,
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
    },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

function mailActions(mails: MailAdministration): ResourceAction[] {
  return [
    {
      method: 'POST',
      path: 'preview',
      action: 'view',
      summary: 'Show what a mail says: what was sent, or would be',
      output: z.strictObject({ subject: z.string(), html: z.string(), text: z.string() }),
      example: { subject: 'OAuth application “Warehouse sync” was created', html: '<!doctype html>…', text: 'Hello …' },
      answers: 'meta',
      async run(caller, { id = '' }) {
        const texts = await mails.preview(caller, id);
        return texts && { ...texts };
      },
    },
    {
      method: 'POST',
      path: 'retry',
      action: 'edit',
      summary: 'Try a mail again that waits or was given up',
      answers: 'resource',
      run: async (caller, { id = '' }) => showFound(await mails.retry(caller, id), show),
    },
  ];
}

/** The queue of mails. */
export function createMailsType(mails: MailAdministration): ResourceType {
  return defineResourceType({
    type: 'mails',
    protects: 'mails',
    scopes: { read: 'See which mails were sent to whom, and what they say.', write: 'Have mails tried again.' },
    title: 'Mails',
    one: 'a mail',
    description: 'The mails that wait, were sent or were given up; those that are finished are kept for 30 days.',
    attributes: {
      event: { description: 'What it tells of.', schema: z.enum(events), example: 'application.created' },
      state: {
        description:
          'Where it stands: queued, held since its recipient got many, digested into a summary, sent, or failed for good.',
        schema: z.enum(mailStates),
        example: 'sent',
      },
      address: { description: 'To whom.', schema: text, example: 'ines.moreau@example.com' },
      subject: {
        description: 'The subject; null until it is tried the first time.',
        schema: z.string().nullable(),
        example: 'OAuth application “Warehouse sync” was created',
      },
      language: { description: 'The language.', schema: z.enum(mailLanguages), example: 'en' },
      attempts: { description: 'How often it was tried.', schema: z.int(), example: 1, volatile: true },
      nextTryAt: { description: 'When it is tried next.', schema: time.nullable(), example: null, volatile: true },
      lastError: {
        description: 'Why the last try failed.',
        schema: z.string().nullable(),
        example: null,
        volatile: true,
      },
      answer: {
        description: 'What the mail server said when it took the mail.',
        schema: z.string().nullable(),
        example: '250 2.0.0 Ok: queued as 4D0F12',
      },
      messageId: {
        description: 'The message id, the same for every try.',
        schema: z.string(),
        example: '<sQvJ0c1kq3oVnN7h1sWmHc0v4xXy2Pqk@example.com>',
      },
      createdAt: { description: 'When it was queued.', schema: time, example: '2026-01-31T09:30:00.000Z' },
      finishedAt: {
        description: 'When it was sent or given up.',
        schema: time.nullable(),
        example: '2026-01-31T09:30:01.000Z',
      },
    },
    relationships: {
      organization: {
        description: 'Whose administrators see it; nothing for those of the whole installation.',
        targets: ['organizations'],
        emptiable: true,
      },
    },
    filters: {
      id: { description: 'The id.', kind: 'id' },
      state: { description: 'Where it stands.', kind: 'choice', choices: mailStates },
      event: { description: 'What it tells of.', kind: 'choice', choices: events },
      address: { description: 'To whom.', kind: 'text' },
      language: { description: 'The language.', kind: 'choice', choices: mailLanguages },
      createdAt: { description: 'When it was queued.', kind: 'time' },
      finishedAt: { description: 'When it was sent or given up.', kind: 'time' },
      organization: { description: 'The id of the organization.', kind: 'id' },
    },
    sorts: ['createdAt', 'finishedAt', 'nextTryAt', 'address', 'state', 'event'],
    defaultSort: '-createdAt',
    actions: mailActions(mails),
    list: async (caller, query) => showPage(await mails.list(caller, query), show),
    get: async (caller, id) => showFound(await mails.get(caller, id), show),
  });
}
