import type { Side } from '../../access/subject.ts';
import { type Html, html } from './html.ts';
import type { Wording } from './wording.ts';

/** What went wrong before, told before anything else. */
export function problemBox(problem: Html | null): Html {
  return problem === null ? html`` : html`<div class="wrong" role="alert"><p>${problem}</p></div>`;
}

const nameFields = {
  backoffice: { label: 'signIn.usernameOrEmail', type: 'text' },
  storefront: { label: 'signIn.email', type: 'email' },
} as const;

/** The two fields with which people sign in on a side. */
export function nameAndPassword({ say }: Wording, side: Side, username: string): Html {
  const { label, type } = nameFields[side];
  const focusName = username === '';
  return html`<label for="username">${say(label)}</label>
<input id="username" name="username" type="${type}" value="${username}" required maxlength="320" autocomplete="username" autocapitalize="none" spellcheck="false" ${focusName ? html`autofocus` : html``}>
<label for="password">${say('signIn.password')}</label>
<input id="password" name="password" type="password" required maxlength="1024" autocomplete="current-password" ${focusName ? html`` : html`autofocus`}>`;
}
