import type { Violation } from '../../access/rule-violation.ts';
import { type Html, html } from './html.ts';
import { page } from './page.ts';
import type { Wording } from './wording.ts';

/** What the first administrator tells the server. */
export interface SetUpForm {
  readonly organization: string;
  readonly username: string;
  readonly email: string;
}

/** What the set-up page shows. */
export interface SetUpView {
  readonly token: string;
  readonly form: SetUpForm;
  readonly violations: readonly Violation[];
  /** Characters that a password has at least. */
  readonly minLength: number;
}

function field(name: keyof SetUpForm, { form }: SetUpView, { say }: Wording, attributes: Html): Html {
  return html`<label for="${name}">${say(`setUp.${name}`)}</label><input id="${name}" name="${name}" value="${form[name]}" required ${attributes}>`;
}

/** What a field is called on the page; null for one that is not there. */
function labelOf({ say }: Wording, field: string | null): Html | null {
  if (field === 'name') return say('setUp.organization');
  const isShown = field === 'username' || field === 'email' || field === 'password';
  return isShown ? say(`setUp.${field}`) : null;
}

/** The form that makes the first administrator. What was typed stays after an error, except the password. */
export function setUpPage(wording: Wording, view: SetUpView): string {
  const { explain, say } = wording;
  const wrong = view.violations.map((each) => html`<li>${explain(each, labelOf(wording, each.field))}</li>`);
  const content = html`<h1>${say('setUp.heading')}</h1>
<p>${say('setUp.what')}</p>
${wrong.length > 0 ? html`<div class="wrong" role="alert"><ul>${wrong}</ul></div>` : html``}
<form method="post" action="/set-up">
<input type="hidden" name="token" value="${view.token}">
${field('organization', view, wording, html`maxlength="255" autocomplete="organization"`)}
${field('username', view, wording, html`maxlength="255" autocomplete="username"`)}
${field('email', view, wording, html`type="email" maxlength="255" autocomplete="email"`)}
<label for="password">${say('setUp.password')}</label>
<input id="password" name="password" type="password" required minlength="${String(view.minLength)}" maxlength="256" autocomplete="new-password" aria-describedby="password-rule">
<p id="password-rule" class="faint">${say('setUp.passwordRule', { least: String(view.minLength) })}</p>
<button type="submit">${say('setUp.submit')}</button>
</form>`;
  const again = `/set-up?token=${encodeURIComponent(view.token)}`;
  return page(wording, { title: say('setUp.title'), content, root: '/', again });
}

/** The link is wrong, used or older than 30 minutes. */
export function setUpRefusedPage(wording: Wording): string {
  const { say } = wording;
  const command = html`<code>grantry user create</code>`;
  const content = html`<h1>${say('setUp.refused')}</h1>
<p>${say('setUp.refusedReason', { command })}</p>`;
  return page(wording, { title: say('setUp.title'), content, root: '/', again: null });
}

/** The first administrator exists. */
export function setUpDonePage(wording: Wording, issuer: string, username: string): string {
  const { say } = wording;
  const names = {
    username: html`<strong>${username}</strong>`,
    backoffice: html`<a href="/admin">${say('welcome.backoffice')}</a>`,
  };
  const content = html`<h1>${say('setUp.done')}</h1>
<p>${say('setUp.doneNext', names)}</p>
<pre><code>grantry application create --name "My first application" --grant client_credentials --owner ${username}
curl -u CLIENT_ID:CLIENT_SECRET -d grant_type=client_credentials ${issuer}/oauth2-token</code></pre>
<p><a href="/">${say('setUp.whereEverything')}</a></p>`;
  return page(wording, { title: say('setUp.title'), content, root: '/', again: null });
}
