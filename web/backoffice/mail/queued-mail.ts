import { may } from '../../shared/context.ts';
import { withinDays } from '../../shared/grid/days.ts';
import type { GridSearch } from '../../shared/grid/grid-search.ts';
import { loadPage } from '../../shared/grid/load-page.ts';
import { callApi, type Resource } from '../../shared/json-api.ts';
import { organizationsShown } from '../organizations/organization-filter.tsx';
import type { MailLanguage, mailStates } from './names.ts';
import type { MailTexts } from './template.ts';

export interface QueuedMailAttributes {
  /** The event it tells of, `digest` or `test`. */
  readonly event: string;
  readonly state: (typeof mailStates)[number];
  readonly address: string;
  /** Null until it is tried the first time. */
  readonly subject: string | null;
  readonly language: MailLanguage;
  readonly attempts: number;
  readonly nextTryAt: string | null;
  readonly lastError: string | null;
  readonly answer: string | null;
  readonly messageId: string;
  readonly createdAt: string;
  readonly finishedAt: string | null;
}

export type QueuedMail = Resource<QueuedMailAttributes>;

const type = 'mails';

/** The key of everything cached about the queue. */
export const mailsKey = [type] as const;

/** A page of the queue. @throws ApiFailure */
export function listMails(search: GridSearch) {
  return loadPage<QueuedMail>(`/${type}`, search, {
    'filter[state]': search.state,
    'filter[event]': search.event,
    'filter[address][contains]': search.address,
    'filter[language]': search.language,
    'filter[organization]': search.organization,
    ...withinDays('createdAt', search.from, search.until),
    include: organizationsShown(type) ? 'organization' : '',
  });
}

/** Whether a mail can be tried again: one that waits, or was given up. */
export const mayRetry = ({ attributes: { state } }: QueuedMail): boolean =>
  may(type, 'edit', 'organization') && (state === 'queued' || state === 'failed');

/** Has a mail tried again at once. @throws ApiFailure */
export async function retryMail(id: string): Promise<void> {
  await callApi<QueuedMail>(`/${type}/${id}/retry`, { method: 'POST' });
}

/** What a mail says: what was sent, or would be. @throws ApiFailure */
export async function showMail(id: string): Promise<MailTexts> {
  const { document } = await callApi<null, MailTexts>(`/${type}/${id}/preview`, { method: 'POST' });
  const { html = '', subject = '', text = '' } = document.meta ?? {};
  return { html, subject, text };
}
