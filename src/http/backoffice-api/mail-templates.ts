import { z } from 'zod';
import { mailLanguages, templateNames } from '../../mail/mail-event.ts';
import type { TemplateAdministration, TemplateListing } from '../../mail/template-administration.ts';
import { templateFields } from '../../mail/template-data.ts';
import { time } from '../json-api/attribute-declarations.ts';
import {
  defineAction,
  defineResourceType,
  type Resource,
  type ResourceAction,
  type ResourceType,
  showFound,
  showPage,
} from '../json-api/resource-type.ts';

const source = z.string().max(65_536);
const sources = z.strictObject({
  subject: source.optional().describe('The subject, where it is another than the kept one.'),
  html: source.optional().describe('The content as HTML, where it is another than the kept one.'),
  text: source.optional().describe('The content as plain text, where it is another than the kept one.'),
});
const written = z.strictObject({ subject: z.string(), html: z.string(), text: z.string() });
const fields = Object.entries(templateFields).map(([name, description]) => ({ name, description }));

function show({
  edited,
  failedAt,
  id,
  language,
  organizationId,
  template,
  texts,
  source,
  updatedAt,
}: TemplateListing): Resource {
  return {
    id,
    attributes: {
      template,
      language,
      ...texts,
      edited,
      source,
      fields,
      failedAt: failedAt?.toISOString() ?? null,
      updatedAt: updatedAt?.toISOString() ?? null,
    },
    relationships: { organization: organizationId === null ? null : { type: 'organizations', id: organizationId } },
  };
}

/** The members that were given. */
function givenOf({ html, subject, text }: z.output<typeof sources>) {
  return {
    ...(subject !== undefined && { subject }),
    ...(html !== undefined && { html }),
    ...(text !== undefined && { text }),
  };
}

function templateActions(templates: TemplateAdministration): ResourceAction[] {
  return [
    defineAction({
      method: 'POST',
      path: 'preview',
      action: 'edit',
      summary: 'Show the mail that a template, or texts that are not kept yet, come to with the values of an example',
      input: sources,
      output: written,
      example: { subject: 'OAuth application “Warehouse sync” was created', html: '<!doctype html>…', text: 'Hello …' },
      answers: 'meta',
      run: async (caller, { id = '' }, given) => {
        const texts = await templates.preview(caller, id, givenOf(given));
        return texts && { ...texts };
      },
    }),
    defineAction({
      method: 'POST',
      path: 'test',
      action: 'edit',
      summary: 'Send that mail to your own address',
      input: sources,
      output: z.strictObject({ address: z.string() }),
      example: { address: 'ines.moreau@example.com' },
      answers: 'meta',
      run: async (caller, { id = '' }, given) => {
        const address = await templates.sendTest(caller, id, givenOf(given));
        return address === null ? null : { address };
      },
    }),
    {
      method: 'POST',
      path: 'reset',
      action: 'edit',
      summary: 'Go back to the template that there was before anybody edited it',
      answers: 'resource',
      run: async (caller, { id = '' }) => showFound(await templates.reset(caller, id), show),
    },
  ];
}

/** The templates of mails, each in every language. */
export function createMailTemplatesType(templates: TemplateAdministration): ResourceType {
  return defineResourceType({
    type: 'mailtemplates',
    protects: 'mailtemplates',
    scopes: { read: 'See the templates of mails.', write: 'Change the templates of mails, and send oneself tests.' },
    title: 'Mail templates',
    one: 'a mail template',
    description: 'What mails say, in Liquid with a fixed list of fields; an organization can have its own.',
    attributes: {
      template: { description: 'Which template.', schema: z.enum(templateNames), example: 'application.created' },
      language: { description: 'Its language.', schema: z.enum(mailLanguages), example: 'en' },
      subject: {
        description: 'The subject.',
        schema: source,
        writable: 'always',
        example: 'OAuth application “{{ application.name }}” was created',
      },
      html: {
        description: 'The content as HTML, without the frame that all mails share; plain elements alone.',
        schema: source,
        writable: 'always',
        example: '<p>The OAuth application “{{ application.name }}” was created.</p>',
      },
      text: {
        description: 'The content as plain text.',
        schema: source,
        writable: 'always',
        example: 'The OAuth application “{{ application.name }}” was created.',
      },
      edited: { description: 'Whether somebody edited this very one.', schema: z.boolean(), example: false },
      source: {
        description: 'Whose texts are used: those that come with the server, of all organizations, or of this one.',
        schema: z.enum(['built-in', 'installation', 'organization']),
        example: 'built-in',
      },
      fields: {
        description: 'The fields that templates may use.',
        schema: z.array(z.strictObject({ name: z.string(), description: z.string() })),
        example: [{ name: 'application.name', description: 'The name of the application.' }],
      },
      failedAt: {
        description: 'When it could not be used, so that the built-in one was; null where it works.',
        schema: time.nullable(),
        example: null,
      },
      updatedAt: { description: 'When it was edited the last time.', schema: time.nullable(), example: null },
    },
    relationships: {
      organization: {
        description: 'Whose it is; nothing for those of all organizations.',
        targets: ['organizations'],
        emptiable: true,
      },
    },
    filters: {
      template: { description: 'Which template.', kind: 'choice', choices: templateNames },
      language: { description: 'The language.', kind: 'choice', choices: mailLanguages },
      edited: { description: 'Whether somebody edited it.', kind: 'flag' },
      source: {
        description: 'Whose texts are used.',
        kind: 'choice',
        choices: ['built-in', 'installation', 'organization'],
      },
      organization: { description: 'The id of the organization.', kind: 'id' },
    },
    sorts: ['template', 'language', 'updatedAt'],
    defaultSort: 'template',
    actions: templateActions(templates),
    list: async (caller, query) => showPage(await templates.list(caller, query), show),
    get: async (caller, id) => showFound(await templates.get(caller, id), show),
    update: async (caller, id, { attributes }) =>
      showFound(await templates.update(caller, id, givenOf(attributes)), show),
  });
}
