import type { Locale } from '../../directory/personal-input.ts';
import { type Html, html } from './html.ts';

/** What ties the form of a page to an authorization request that waits. */
export interface RequestForm {
  readonly handle: string;
  readonly formToken: string;
  /** The language that the application asked for, carried along with the request. */
  readonly uiLocale: Locale | null;
  /** Where the page is shown again. */
  readonly address: string;
  /** The same in a language that is chosen here, which counts more than what the application asked for. */
  readonly again: string;
}

/** Where a request that waits is gone on with, seen from its pages. */
export function continuation(handle: string, uiLocale: Locale | null): string {
  return `continue?request=${handle}${uiLocale === null ? '' : `&ui_locales=${uiLocale}`}`;
}

/** Makes what ties a form to its request. */
export function requestForm(handle: string, formToken: string, uiLocale: Locale | null): RequestForm {
  const address = continuation(handle, uiLocale);
  return { handle, formToken, uiLocale, address, again: continuation(handle, null) };
}

/** The hidden fields of the form. */
export function requestFields({ formToken, handle, uiLocale }: RequestForm): Html {
  const language = uiLocale === null ? html`` : html`<input type="hidden" name="ui_locales" value="${uiLocale}">`;
  return html`<input type="hidden" name="request" value="${handle}">
<input type="hidden" name="form_token" value="${formToken}">${language}`;
}
