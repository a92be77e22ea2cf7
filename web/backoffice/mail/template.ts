import { may } from '../../shared/context.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { flagOf } from '../../shared/grid/yes-or-no.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';
import { type Read, updateResource } from '../../shared/resources.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';
import type { MailLanguage, TemplateName } from './names.ts';

/** What a mail says, or the Liquid that it is made from. */
export interface MailTexts {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
}

export const mailParts = ['subject', 'html', 'text'] as const;

export const templateSources = ['built-in', 'installation', 'organization'] as const;

export interface TemplateAttributes extends MailTexts {
  readonly template: TemplateName;
  readonly language: MailLanguage;
  readonly edited: boolean;
  /** Whose texts are used. */
  readonly source: (typeof templateSources)[number];
  readonly fields: readonly { readonly name: string }[];
  readonly failedAt: string | null;
  readonly updatedAt: string | null;
}

export type MailTemplate = Resource<TemplateAttributes>;

const type = 'mailtemplates';

/** The key of everything cached about templates. */
export const templatesKey = [type] as const;

export const mayEditTemplates = may(type, 'edit', 'organization');

export const templateInclude = organizationsShown(type) ? ['organization'] : [];

/** A page of templates. @throws ApiFailure */
export function listTemplates(search: GridSearch) {
  return loadPage<MailTemplate>(`/${type}`, search, {
    'filter[template]': search.template,
    'filter[language]': search.language,
    'filter[source]': search.source,
    'filter[edited]': flagOf(search.edited),
    'filter[organization]': search.organization,
    include: templateInclude.join(','),
  });
}

/** The id of a template; `organization` is empty for the version of all organizations. */
export function templateId(template: TemplateName, language: MailLanguage, organization: string): string {
  return [template, language, ...(organization === '' ? [] : [organization])].join('.');
}

/** Saves a template, unless somebody else changed it since it was read. @throws ApiFailure */
export function saveTemplate({ entityTag, resource }: Read<TemplateAttributes>, { html, subject, text }: MailTexts) {
  return updateResource<TemplateAttributes>(resource, { attributes: { subject, html, text } }, entityTag);
}

/** Goes back to the version that there was before anybody edited it. @throws ApiFailure */
export async function resetTemplate(id: string): Promise<void> {
  await callApi<MailTemplate>(`/${type}/${id}/reset`, { method: 'POST' });
}

/** The mail that texts come to with the values of an example. @throws ApiFailure that says what is wrong with them */
export async function previewTemplate(id: string, texts: MailTexts): Promise<MailTexts> {
  const { document } = await callApi<null, MailTexts>(`/${type}/${id}/preview`, {
    method: 'POST',
    body: { meta: texts },
  });
  const { html = '', subject = '', text = '' } = document.meta ?? {};
  return { html, subject, text };
}

/** Sends that mail to one's own address, and gives the address. @throws ApiFailure */
export async function sendTest(id: string, texts: MailTexts): Promise<string> {
  const options = { method: 'POST', body: { meta: texts } } as const;
  const { document } = await callApi<null, { readonly address: string }>(`/${type}/${id}/test`, options);
  return document.meta?.address ?? '';
}
