import type { Side } from '../../access/subject.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import { nameAndPassword, problemBox } from './password-form.ts';
import type { Wording } from './wording.ts';

/** Where one can sign in to the storefront. */
export interface Storefront {
  readonly id: string;
  readonly name: string;
}

/** What the sign-in page of the pages themselves shows. */
export interface WebSignInView {
  readonly side: Side;
  readonly formToken: string;
  readonly returnTo: string;
  readonly username: string;
  readonly problem: Html | null;
  /** The storefronts to choose from; empty where there is nothing to choose. */
  readonly storefronts: readonly Storefront[];
  readonly storefront: string;
}

function storefrontField({ say }: Wording, { storefront, storefronts }: WebSignInView): Html {
  if (storefronts.length < 2) return html``;
  const options = storefronts.map(
    ({ id, name }) => html`<option value="${id}" ${id === storefront ? html`selected` : html``}>${name}</option>`,
  );
  return html`<label for="organization">${say('signIn.organization')}</label>
<select id="organization" name="organization">${options}</select>`;
}

/** The page on which people sign in to the back-office or their account. */
export function webSignInPage(wording: Wording, view: WebSignInView): string {
  const { formToken, problem, returnTo, side, storefront, username } = view;
  const { say } = wording;
  const content = html`<h1>${say(`signIn.${side}Title`)}</h1>
${problemBox(problem)}
<form method="post" action="sign-in">
<input type="hidden" name="form_token" value="${formToken}">
<input type="hidden" name="return" value="${returnTo}">
${storefrontField(wording, view)}
${nameAndPassword(wording, side, username)}
<button type="submit">${say('signIn.submit')}</button>
</form>`;
  const chosen = storefront === '' ? '' : `&organization=${encodeURIComponent(storefront)}`;
  const again = `sign-in?return=${encodeURIComponent(returnTo)}${chosen}`;
  return page(wording, { title: say('signIn.title'), content, root: '../', again });
}
