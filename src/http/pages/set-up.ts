import type { Violation } from '../../access/rule-violation.ts';
import { type Html, html, page } from './page.ts';

/** What the first administrator tells the server. */
export interface SetUpForm {
  readonly organization: string;
  readonly username: string;
  readonly email: string;
  /** Characters that a password has at least. */
  readonly minLength: number;
}

function field(name: string, label: string, value: string, attributes: Html): Html {
  return html`<label for="${name}">${label}</label><input id="${name}" name="${name}" value="${value}" required ${attributes}>`;
}

/** The form that makes the first administrator. What was typed stays after an error, except the password. */
export function setUpPage(token: string, form: SetUpForm, violations: readonly Violation[]): string {
  const wrong = violations.map(({ message }) => html`<li>${message}</li>`);
  return page(
    'Set up',
    html`<h1>Set up Grantry</h1>
<p>Make the first administrator and the first, global organization. This page works once.</p>
${wrong.length > 0 ? html`<div class="wrong" role="alert"><ul>${wrong}</ul></div>` : html``}
<form method="post" action="/set-up">
<input type="hidden" name="token" value="${token}">
${field('organization', 'Organization', form.organization, html`maxlength="255" autocomplete="organization"`)}
${field('username', 'User name', form.username, html`maxlength="255" autocomplete="username"`)}
${field('email', 'E-mail', form.email, html`type="email" maxlength="255" autocomplete="email"`)}
<label for="password">Password</label>
<input id="password" name="password" type="password" required minlength="${String(form.minLength)}" maxlength="256" autocomplete="new-password" aria-describedby="password-rule">
<p id="password-rule" class="faint">${String(form.minLength)} to 256 characters.</p>
<button type="submit">Create</button>
</form>`,
  );
}

/** The link is wrong, used or older than 30 minutes. */
export function setUpRefusedPage(): string {
  return page(
    'Set up',
    html`<h1>This link does not work</h1>
<p>A set-up link works once and for 30 minutes. Restart the server to get a new one, or run
<code>grantry user create</code> on the server.</p>`,
  );
}

/** The first administrator exists. */
export function setUpDonePage(issuer: string, username: string): string {
  return page(
    'Set up',
    html`<h1>Done</h1>
<p>The administrator <strong>${username}</strong> exists. Create the first application on the server and fetch a token with it:</p>
<pre><code>grantry application create --name "My first application" --grant client_credentials --owner ${username}
curl -u CLIENT_ID:CLIENT_SECRET -d grant_type=client_credentials ${issuer}/oauth2-token</code></pre>
<p><a href="/">Where everything is</a></p>`,
  );
}
