import type { Side } from '../../access/subject.ts';
import { html, page } from './page.ts';

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
  readonly problem: string | null;
  /** The storefronts to choose from; empty where there is nothing to choose. */
  readonly storefronts: readonly Storefront[];
  readonly storefront: string;
}

const names = {
  backoffice: { title: 'Sign in to the back-office', label: 'User name or e-mail', type: 'text' },
  storefront: { title: 'Sign in to your account', label: 'E-mail', type: 'email' },
} as const;

function storefrontField({ storefront, storefronts }: WebSignInView) {
  if (storefronts.length < 2) return html``;
  const options = storefronts.map(
    ({ id, name }) => html`<option value="${id}" ${id === storefront ? html`selected` : html``}>${name}</option>`,
  );
  return html`<label for="organization">Organization</label>
<select id="organization" name="organization">${options}</select>`;
}

/** The page on which people sign in to the back-office or their account. */
export function webSignInPage(view: WebSignInView): string {
  const { formToken, problem, returnTo, side, username } = view;
  const { label, title, type } = names[side];
  const focusName = username === '';
  return page(
    'Sign in',
    html`<h1>${title}</h1>
${problem === null ? html`` : html`<div class="wrong" role="alert"><p>${problem}</p></div>`}
<form method="post" action="sign-in">
<input type="hidden" name="form_token" value="${formToken}">
<input type="hidden" name="return" value="${returnTo}">
${storefrontField(view)}
<label for="username">${label}</label>
<input id="username" name="username" type="${type}" value="${username}" required maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false" ${focusName ? html`autofocus` : html``}>
<label for="password">Password</label>
<input id="password" name="password" type="password" required maxlength="1024" autocomplete="current-password" ${focusName ? html`` : html`autofocus`}>
<button type="submit">Sign in</button>
</form>`,
    '../',
  );
}
